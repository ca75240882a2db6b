import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  duration,
  type EvidenceRef,
  instant,
  logScale,
  number,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../define.ts';
import type { CoincidentGroup } from './coincidence.ts';

/** Parameters of every detector that looks for joint moments of accounts. */
export const coincidenceParams = {
  min_accounts: param(z.number().int().min(2).default(2), 'accounts', 'Accounts that take part at least.'),
  significance: param(
    z.number().min(0).max(1).default(0.01),
    'probability',
    'Largest probability of chance, corrected for all groups of that many accounts (Bonferroni).',
  ),
  company: param(
    z.number().int().min(0).max(1000).default(8),
    'events',
    'Transfers of anybody around a moment that are not yet taken for a market in motion.',
  ),
  max_events: param(
    z.number().int().min(10).max(100_000).default(1000),
    'transfers',
    'Accounts with more outgoing transfers are left out: they are machines that coincide with everybody.',
  ),
};

export const CoincidenceRow = z.object({
  chain: z.string(),
  accounts: z.array(Address).min(2),
  start: Time,
  ended: Time,
  moments: z.number(),
  /** Joint moments that chance would give. */
  expected: z.number(),
  /** Decimal logarithm of the corrected probability of chance. */
  log10_p: z.number(),
  /** Of the member with fewest transfers, the part that is joint. */
  share: z.number(),
  /** Median time between the first and the last at a moment. */
  spread_seconds: z.number(),
  /** Median difference of the largest and the smallest amount at a moment; null across assets. */
  amount_spread: z.number().nullable(),
  symbol: z.string().nullable(),
  usd: z.number().nullable(),
  rows: RowIds,
});
export type CoincidenceRow = z.output<typeof CoincidenceRow>;

/** Alert rows of groups, in their order. */
export async function describeGroups(
  { ledger, names }: Walk,
  groups: readonly CoincidentGroup[],
  maxEvidence: number,
): Promise<CoincidenceRow[]> {
  const { micros, amount, usd, asset, rowId } = ledger.columns;
  const name = await names(groups.flatMap(({ accounts }) => accounts));
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return groups.map((group) => {
    const rows = group.moments.flat().sort((a, b) => a - b);
    const dollars = rows.reduce((sum, row) => sum + usd[row]!, 0);
    const oneAsset = group.moments.every((moment) => moment.every((row) => asset[row] === asset[moment[0]!]));
    const spreads = group.moments.map((moment) => {
      const amounts = moment.map((row) => amount[row]!);
      return Math.max(...amounts) / Math.min(...amounts) - 1;
    });
    return {
      chain: name(group.accounts[0]!).chain,
      accounts: group.accounts.map((account) => name(account).address),
      start: instant(micros[rows[0]!]!),
      ended: instant(micros[rows.at(-1)!]!),
      moments: group.moments.length,
      expected: group.expected,
      log10_p: Math.max(-300, group.logP / Math.LN10),
      share: Math.min(1, group.share),
      spread_seconds: middle(
        group.moments.map((moment) => {
          const times = moment.map((row) => micros[row]!);
          return (Math.max(...times) - Math.min(...times)) / 1e6;
        }),
      ),
      amount_spread: oneAsset && spreads.every(Number.isFinite) ? middle(spreads) : null,
      symbol: rows.every((row) => asset[row] === asset[rows[0]!]) ? ledger.symbol(asset[rows[0]!]!) : null,
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: rows.slice(0, maxEvidence).map((row) => rowId[row]!),
    };
  });
}

/** `0x12…, 0x34… and 2 others`. */
export const sayAccounts = (accounts: readonly string[]): string =>
  accounts.length <= 3
    ? `${accounts.slice(0, -1).map(short).join(', ')} and ${short(accounts.at(-1)!)}`
    : `${accounts.slice(0, 2).map(short).join(', ')} and ${counted(accounts.length - 2, 'other')}`;

export const sayChance = (row: CoincidenceRow): string =>
  `chance would give ${number(row.expected, 2)} such moments (corrected p = 10^${number(row.log10_p, 0)})`;

export const sayTimes = (row: CoincidenceRow): string =>
  `${number(row.moments, 0)} times within ${duration(Math.max(1, row.spread_seconds))} of each other`;

/** 0.35 for significance at the line, up to 0.3 for how far beyond, 0.15 for accounts, 0.2 for the joint part. */
export const coincidenceScore = (row: CoincidenceRow, significance: number): number =>
  clamp(
    0.35 +
      0.3 * clamp((-row.log10_p + Math.log10(significance)) / 20) +
      0.15 * logScale(row.accounts.length, 2, 10) +
      0.2 * row.share,
  );

export const coincidenceConfidence = (row: CoincidenceRow, significance: number): number =>
  clamp(0.6 + 0.35 * clamp((-row.log10_p + Math.log10(significance)) / 12));

export const groupSubjects = (row: CoincidenceRow) =>
  row.accounts.map((id) => ({ kind: 'address' as const, id, chain: row.chain }));

export const groupEvidence = (row: CoincidenceRow): EvidenceRef[] => transfers(row.rows, 'joint');
