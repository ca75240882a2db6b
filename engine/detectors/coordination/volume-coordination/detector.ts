import { z } from 'zod';
import {
  counted,
  detector,
  duration,
  HOUR,
  intermediaryParams,
  leftOut,
  number,
  param,
  type Walk,
} from '../../define.ts';
import {
  type CoincidentGroup,
  coincidentGroups,
  type Events,
  paymentEvents,
  withoutShadows,
} from '../../kernels/coincidence.ts';
import {
  CoincidenceRow,
  coincidenceConfidence,
  coincidenceParams,
  coincidenceScore,
  describeGroups,
  groupEvidence,
  groupSubjects,
  sayAccounts,
  sayChance,
} from '../../kernels/coincidence-alert.ts';

const params = z.object({
  min_matches: param(z.number().int().min(2).default(2), 'matches', 'Matching sums of the same accounts.'),
  tolerance: param(
    z.number().min(0.0001).max(0.5).default(0.05),
    'share',
    'Largest difference of sums that match; a fifth of it is tried too.',
  ),
  window_hours: param(
    z.number().min(0.1).max(168).default(1),
    'hours',
    'Time within which matching sums are sent; a half and a sixth of it are tried too.',
  ),
  ...coincidenceParams,
  significance: param(
    z.number().min(0).max(1).default(0.05),
    'probability',
    'Largest probability of chance, corrected for all groups of that many accounts (Bonferroni).',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(2).max(2000).default(400),
    'transfers',
    'Transfers shown as evidence, earliest first.',
  ),
});
type Params = z.output<typeof params>;

/** Parts of window and tolerance that are tried. */
const PARTS = [
  [6, 1],
  [2, 1],
  [1, 1],
  [1, 5],
] as const;

async function* alikeSums(walk: Walk, given: Params): AsyncGenerator<CoincidenceRow> {
  const { ledger } = walk;
  const why = leftOut(ledger, given);
  const eligible = why.map((reason, account) => (reason === 0 && ledger.columns.role[account] === 0 ? 1 : 0));
  const groups: CoincidentGroup[] = [];
  let told: { readonly tolerance: number; readonly events: Events } | undefined;
  for (const [shorter, closer] of PARTS) {
    const tolerance = given.tolerance / closer;
    if (tolerance !== told?.tolerance)
      told = {
        tolerance,
        events: await paymentEvents(walk, {
          eligible,
          togetherMicros: 0,
          tolerance,
          minEvents: given.min_matches,
          maxEvents: given.max_events,
        }),
      };
    const { events } = told;
    for (const group of await coincidentGroups(walk, events, {
      withinMicros: (given.window_hours * HOUR) / shorter,
      tolerance,
      minHits: given.min_matches,
      minAccounts: given.min_accounts,
      alpha: given.significance / PARTS.length,
      company: given.company,
    }))
      groups.push(group);
  }
  yield* await describeGroups(walk, withoutShadows(groups), given.max_evidence);
}

export default detector({
  id: 'volume-coordination',
  title: 'Accounts send the same unusual sums at the same times',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row: CoincidenceRow,
  walk: alikeSums,
  score: (row, { significance }) => coincidenceScore(row, significance),
  confidence: (row, { significance }) => coincidenceConfidence(row, significance),
  severity: (row) =>
    row.accounts.length >= 5 && row.moments >= 3 ? 'HIGH' : row.accounts.length >= 3 ? 'MEDIUM' : 'LOW',
  explain: (row) =>
    `${counted(row.accounts.length, 'account')} (${sayAccounts(row.accounts)}) sent ${row.symbol === null ? 'sums' : `sums of ${row.symbol}`} that differ by ${number(100 * (row.amount_spread ?? 0), 1)} % in the middle case, ${counted(row.moments, 'time')}, within ${duration(Math.max(1, row.spread_seconds))} of each other; ${sayChance(row)}.`,
  subjects: groupSubjects,
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: groupEvidence,
  impactUsd: (row) => row.usd,
});
