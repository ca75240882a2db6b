import { clamp, counted, detector, duration, logScale, number, short, transfers } from '../../define.ts';
import { params, repeatedPaths, row } from './paths.ts';

export default detector({
  id: 'sequential-coordination',
  title: 'Value takes the same way from account to account again',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: repeatedPaths,
  score: (found, given) =>
    clamp(
      0.4 +
        0.3 * logScale(found.runs, given.min_runs, given.min_runs * 10) +
        0.15 * logScale(found.hops, 2, 8) +
        0.15 * (1 - found.lost / Math.max(given.max_loss, 1e-9)),
    ),
  confidence: (found, given) =>
    clamp(
      0.65 +
        0.2 * logScale(found.runs, given.min_runs, given.min_runs * 4) +
        0.1 * logScale(found.hops, 2, 5),
    ),
  severity: (found) => (found.runs >= 5 || found.hops >= 5 || found.chains.length > 1 ? 'HIGH' : 'MEDIUM'),
  explain: (found) =>
    `Value went ${counted(found.runs, 'time')} along the same ${counted(found.hops, 'hop')} ${found.accounts
      .slice(0, found.hops + 1)
      .map(({ address }) => short(address))
      .join(
        ' → ',
      )}${found.chains.length > 1 ? ` on ${found.chains.join(' and ')}` : ''}, each run within ${duration(Math.max(1, found.run_seconds))} and with ${number(100 * found.lost, 1)} % lost in the middle case.`,
  subjects: (found) => found.accounts.map(({ address, chain }) => ({ kind: 'address', id: address, chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows, 'run'),
  impactUsd: (found) => found.usd,
});
