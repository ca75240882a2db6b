import { clamp, counted, detector, duration, logScale, number, transfers } from '../../define.ts';
import { sayAccounts } from '../../kernels/coincidence-alert.ts';
import { params, rings, row } from './rings.ts';

export default detector({
  id: 'ring',
  title: 'Value goes round among the same accounts',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: rings,
  score: (found, given) =>
    clamp(
      0.35 +
        0.25 * logScale(found.turns, given.min_turns, given.min_turns * 10) +
        0.15 * logScale(found.accounts.length, given.min_accounts, given.max_accounts * 2) +
        0.25 * found.inside_share,
    ),
  confidence: (found, given) =>
    clamp(0.6 + 0.2 * logScale(found.turns, given.min_turns, given.min_turns * 4) + 0.2 * found.inside_share),
  severity: (found) => (found.turns >= 5 && found.inside_share >= 0.5 ? 'HIGH' : 'MEDIUM'),
  explain: (found) =>
    `${found.symbol} went round ${counted(found.turns, 'time')} among the same ${counted(found.accounts.length, 'account')} (${sayAccounts(found.accounts)}) within ${duration(found.seconds)}: ${counted(found.transfers, 'transfer')}${found.amount === null ? '' : ` of ${number(found.amount, 2)} ${found.symbol} in the middle case`}, ${number(100 * found.inside_share, 0)} % of what the members moved in that time, services left out.`,
  subjects: (found) => found.accounts.map((id) => ({ kind: 'address', id, chain: found.chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows, 'round'),
  impactUsd: (found) => found.usd,
});
