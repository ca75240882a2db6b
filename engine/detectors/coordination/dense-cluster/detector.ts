import { clamp, counted, detector, duration, logScale, number, transfers } from '../../define.ts';
import { sayAccounts } from '../../kernels/coincidence-alert.ts';
import { clusters, params, row } from './clusters.ts';

export default detector({
  id: 'dense-cluster',
  title: 'A closed group that deals with itself',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: clusters,
  score: (found) =>
    clamp(
      0.3 +
        0.25 * logScale(found.accounts.length, 4, 20) +
        0.25 * clamp((found.density - 0.5) / 0.5) +
        0.2 * found.inside_share,
    ),
  confidence: (found) => clamp(0.5 + 0.25 * found.inside_share + 0.25 * clamp((found.density - 0.5) / 0.5)),
  severity: (found) => (found.accounts.length >= 8 && found.density >= 0.7 ? 'HIGH' : 'MEDIUM'),
  explain: (found, given) =>
    `${counted(found.accounts.length, 'account')} (${sayAccounts(found.accounts)}) form a closed group: ${counted(found.pairs, 'pair')} of ${number((found.accounts.length * (found.accounts.length - 1)) / 2, 0)} deal with each other (density ${number(found.density, 2)}), ${counted(found.transfers, 'transfer')} over ${duration(found.seconds)}; in the middle case ${number(100 * found.inside_share, 0)} % of a member’s transfers, services left out, stay inside${found.chance <= given.concentration ? `; chance would crowd them so in time with p = ${number(found.chance, 4)}` : ''}.`,
  subjects: (found) => found.accounts.map((id) => ({ kind: 'address', id, chain: found.chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows, 'inside'),
  impactUsd: (found) => found.usd,
});
