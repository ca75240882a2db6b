import { clamp, counted, detector, logScale, number, short, transfers } from '../../define.ts';
import { insiderEntries, params, row } from './entries.ts';

export default detector({
  id: 'insider-entry',
  title: 'Bought large and early before assets took off, repeatedly',
  version: 1,
  maturity: 'experimental',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: insiderEntries,
  score: (found, given) =>
    clamp(
      0.4 +
        0.3 * logScale(found.entries.length, given.min_assets, given.min_assets * 4) +
        0.2 *
          logScale(
            Math.min(...found.entries.map(({ factor }) => factor)),
            given.size_factor,
            given.size_factor * 10,
          ) +
        0.1 * (found.entries.length / found.tries),
    ),
  confidence: (found) =>
    clamp(0.4 + 0.12 * (found.entries.length - 1) + 0.15 * (found.normal === null ? 0 : 1)),
  severity: (found) => (found.entries.length >= 3 ? 'HIGH' : 'MEDIUM'),
  explain: (found) =>
    `${short(found.address)} bought ${counted(found.entries.length, 'asset')} before each took off: ${found.entries
      .slice(0, 4)
      .map(
        (entry) =>
          `${entry.symbol} ${number(entry.lead_hours, 1)} h before as buyer ${entry.place} of ${entry.buyers} with ${number(entry.factor, 1)} ×`,
      )
      .join(
        ', ',
      )} ${found.normal === null ? 'what others bought for' : `its normal payment of US$ ${number(found.normal, 0)}`}; ${number(found.tries - found.entries.length, 0)} other large early entries were not followed by a rise.`,
  subjects: (found) => [{ kind: 'address', id: found.address, chain: found.chain }],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows, 'entry'),
  impactUsd: (found) => found.usd,
});
