import { clamp, counted, detector, duration, logScale, number, short, transfers } from '../../define.ts';
import { sayAccounts } from '../../kernels/coincidence-alert.ts';
import { params, row, sharedDestinations } from './shared-destinations.ts';

export default detector({
  id: 'destination-coordination',
  title: 'Accounts pay the same rare destinations at the same times',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: sharedDestinations,
  score: (found, given) =>
    clamp(
      0.35 +
        0.3 * clamp((-found.log10_p + Math.log10(given.significance)) / 15) +
        0.2 * logScale(found.accounts.length, 2, 12) +
        0.15 * logScale(found.destinations.length, 2, 10),
    ),
  confidence: (found, given) =>
    clamp(0.6 + 0.35 * clamp((-found.log10_p + Math.log10(given.significance)) / 10)),
  severity: (found) =>
    found.accounts.length >= 5 && found.destinations.length >= 3
      ? 'HIGH'
      : found.accounts.length >= 3
        ? 'MEDIUM'
        : 'LOW',
  explain: (found) =>
    `${counted(found.accounts.length, 'account')} (${sayAccounts(found.accounts)}) paid the same ${counted(found.destinations.length, 'destination')} (${found.destinations.slice(0, 3).map(short).join(', ')}${found.destinations.length > 3 ? ' …' : ''}), none of which has more than ${counted(found.payers, 'payer')}, within ${duration(Math.max(1, found.spread_seconds))} of each other in the middle case; corrected probability of chance 10^${number(found.log10_p, 0)}.`,
  subjects: (found) => found.accounts.map((id) => ({ kind: 'address', id, chain: found.chain })),
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows, 'payment'),
  impactUsd: (found) => found.usd,
});
