import { z } from 'zod';
import {
  counted,
  detector,
  duration,
  intermediaryParams,
  leftOut,
  MINUTE,
  param,
  type Walk,
} from '../../define.ts';
import { coincidentGroups, paymentEvents, tooDense, withoutShadows } from '../../kernels/coincidence.ts';
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
  sayTimes,
} from '../../kernels/coincidence-alert.ts';

const params = z.object({
  min_moments: param(z.number().int().min(2).default(3), 'moments', 'Joint moments of the same accounts.'),
  window_minutes: param(
    z.number().min(0.1).max(1440).default(60),
    'minutes',
    'Widest time within which transfers count as one moment; a half, a sixth, a twelfth and a sixtieth of it are tried too.',
  ),
  ...coincidenceParams,
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(2).max(2000).default(400),
    'transfers',
    'Transfers shown as evidence, earliest first.',
  ),
});
type Params = z.output<typeof params>;

/** The window is tried whole and in these parts. */
const PARTS = [60, 12, 6, 2, 1];

async function* synchronised(walk: Walk, given: Params): AsyncGenerator<CoincidenceRow> {
  const { ledger } = walk;
  const why = leftOut(ledger, given);
  const eligible = why.map((reason, account) => (reason === 0 && ledger.columns.role[account] === 0 ? 1 : 0));
  const groups = [];
  for (const part of PARTS) {
    const withinMicros = (given.window_minutes * MINUTE) / part;
    const events = await paymentEvents(walk, {
      eligible,
      togetherMicros: withinMicros,
      tolerance: 0,
      minEvents: given.min_moments,
      maxEvents: given.max_events,
    });
    if (part !== PARTS[0] && tooDense(events, withinMicros)) {
      walk.incomplete(
        `Moments of ${duration(withinMicros / 1e6)} were not looked at: the file holds too many transfers at such a time.`,
      );
      break;
    }
    for (const group of await coincidentGroups(walk, events, {
      withinMicros,
      tolerance: 0,
      minHits: given.min_moments,
      minAccounts: given.min_accounts,
      alpha: given.significance / PARTS.length,
      company: given.company,
    }))
      groups.push(group);
  }
  yield* await describeGroups(walk, withoutShadows(groups), given.max_evidence);
}

export default detector({
  id: 'temporal-coordination',
  title: 'Accounts act at the same moments again and again',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row: CoincidenceRow,
  walk: synchronised,
  score: (row, { significance }) => coincidenceScore(row, significance),
  confidence: (row, { significance }) => coincidenceConfidence(row, significance),
  severity: (row) =>
    row.accounts.length >= 5 && row.moments >= 5 ? 'HIGH' : row.accounts.length >= 3 ? 'MEDIUM' : 'LOW',
  explain: (row) =>
    `${counted(row.accounts.length, 'account')} (${sayAccounts(row.accounts)}) sent something ${sayTimes(row)}; ${sayChance(row)}.`,
  subjects: groupSubjects,
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: groupEvidence,
  impactUsd: (row) => row.usd,
});
