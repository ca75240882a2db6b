import { clamp, counted, detector, duration, logScale, number, short, transfers } from '../../define.ts';
import { params, row, sybilGroups } from './sybil-groups.ts';

export default detector({
  id: 'sybil-funding',
  title: 'Accounts funded by one source act alike',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: sybilGroups,
  score: (found, given) =>
    clamp(
      0.4 +
        0.25 * logScale(found.members, given.min_accounts, given.min_accounts * 20) +
        0.05 * (found.signs - given.min_signs) +
        0.2 * found.alike_share,
    ),
  confidence: (found) => clamp(0.45 + 0.1 * found.signs + 0.1 * found.alike_share),
  severity: (found, given) =>
    found.members >= given.min_accounts * 4 && found.alike_share >= 0.8 ? 'HIGH' : 'MEDIUM',
  explain: (found) =>
    `${short(found.source)} was the first to fund ${counted(found.funded, 'account')} within ${duration(found.seconds)}; ${number(found.members, 0)} of them then sent to the same ${counted(found.destinations.length, 'destination')}, which ${number(100 * found.elsewhere, 1)} % of the other accounts use${found.same_order >= 0.6 && found.destinations.length > 1 ? `, ${number(100 * found.same_order, 0)} % in the same order` : ''}${found.funding_spread === null ? '' : `; their first sums lie ${number(100 * found.funding_spread, 1)} % around the middle one`}.`,
  subjects: (found) => [
    { kind: 'address', id: found.source, chain: found.chain },
    ...found.accounts.map((id) => ({ kind: 'address' as const, id, chain: found.chain })),
  ],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => [...transfers(found.funding_rows, 'funding'), ...transfers(found.act_rows, 'alike')],
  impactUsd: (found) => found.usd,
});
