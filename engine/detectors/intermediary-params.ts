import { z } from 'zod';
import type { IntermediaryRules } from './ledger/intermediaries.ts';
import type { Ledger } from './ledger/ledger.ts';

/** Adds a unit and a meaning to a parameter's schema. */
const param = <T extends z.ZodType>(schema: T, unit: string, description: string): T =>
  schema.meta({ unit, description }) as T;

/** Parameters of every detector that leaves out accounts through which the money of many passes. */
export const intermediaryParams = {
  exclude_services: param(
    z.boolean().default(true),
    'yes or no',
    'Leave out labelled exchanges, services, pools and system addresses, and accounts that behave like them.',
  ),
  hub_counterparties: param(
    z.number().int().min(2).default(30),
    'accounts',
    'Distinct senders, and as many distinct receivers, from which on an account that is active day after day behaves like a service.',
  ),
  hub_days: param(
    z.number().int().min(1).default(10),
    'days',
    'Days on which such an account must have been active.',
  ),
  hub_day_share: param(
    z.number().min(0).max(1).default(0.4),
    'share',
    'Part of the days from its first to its last on which it must have been active.',
  ),
  pool_counterparties: param(
    z.number().int().min(2).default(10),
    'accounts',
    'Distinct counterparties from which on an account that exchanges in one transaction behaves like a pool.',
  ),
  pool_share: param(
    z.number().min(0).max(1).default(0.7),
    'share',
    'Part of its transactions in which it takes one asset and gives another.',
  ),
  deposit_share: param(
    z.number().min(0).max(1).default(0.9),
    'share',
    'Part of its payments an account makes to one service to behave like a deposit address.',
  ),
};

export const IntermediaryParams = z.object(intermediaryParams);
export type IntermediaryParams = z.output<typeof IntermediaryParams>;

/** The rules these parameters state; null where nobody is to be left out, or the detector has no such parameters. */
export const intermediaryRules = (params: Partial<IntermediaryParams>): IntermediaryRules | null => {
  const parsed = IntermediaryParams.safeParse(params);
  return parsed.success && params.exclude_services === true ? rulesOf(parsed.data) : null;
};

const rulesOf = (params: IntermediaryParams): IntermediaryRules => ({
  hubCounterparties: params.hub_counterparties,
  hubDays: params.hub_days,
  hubDayShare: params.hub_day_share,
  poolCounterparties: params.pool_counterparties,
  poolShare: params.pool_share,
  depositShare: params.deposit_share,
});

/** Reasons (bits of the ledger's intermediaries) by account; none where they are not to be left out. */
export const leftOut = (ledger: Ledger, params: IntermediaryParams): Uint8Array =>
  params.exclude_services ? ledger.intermediaries(rulesOf(params)) : new Uint8Array(ledger.columns.accounts);
