import { clamp, counted, detector, duration, logScale, number, short, transfers } from '../../define.ts';
import { PassThroughParams, PassThroughRow, passThroughs } from './pass-through.ts';

export default detector({
  id: 'rapid-pass-through',
  title: 'Value came in and went out again at once',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params: PassThroughParams,
  row: PassThroughRow,
  walk: passThroughs,
  score: (row, params) =>
    0.4 +
    0.2 * clamp(1 - row.rest_seconds / (params.window_minutes * 60)) +
    0.2 * logScale(row.times, 1, 20) +
    0.2 *
      (row.usd === null
        ? 0
        : logScale(row.usd, Math.max(params.min_usd, 1), Math.max(params.min_usd, 1) * 1000)),
  confidence: (row) => (row.times > 1 ? 0.8 : 0.65),
  severity: (row, params) =>
    row.usd !== null && row.usd >= params.min_usd * 100
      ? 'HIGH'
      : row.times > 1 || (row.usd !== null && row.usd >= params.min_usd * 10)
        ? 'MEDIUM'
        : 'LOW',
  explain: (row) => {
    const unit = row.symbol;
    const worth = row.usd === null ? '' : ` (US$ ${number(row.usd, 0)})`;
    const times = row.times === 1 ? '' : `, on ${counted(row.times, 'occasion')}`;
    return `${number(row.taken, 4)} ${unit}${worth} came to ${short(row.address)} from ${counted(row.sources, 'account')} and ${number(row.share * 100, 1)} % of it went on to ${counted(row.targets, 'account')} after ${duration(row.rest_seconds)} on average${times}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) => [...transfers(row.in_rows, 'in'), ...transfers(row.out_rows, 'out')],
  impactUsd: (row) => row.usd,
});
