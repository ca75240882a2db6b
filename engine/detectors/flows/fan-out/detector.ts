import { counted, detector, duration, logScale, number, short, transfers } from '../../define.ts';
import { FanRow, fanParams, fans } from '../../kernels/fan.ts';

export default detector({
  id: 'fan-out',
  title: 'One account paid many within a day',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'flows',
  reads: ['mart_flow'],
  params: fanParams('receivers'),
  row: FanRow,
  walk: (walk, params) => fans(walk, params, false),
  score: (row, params) =>
    0.3 +
    0.4 * logScale(row.counterparties, params.min_counterparties, params.min_counterparties * 50) +
    0.3 * (row.usual === null ? 0.5 : logScale(row.counterparties / Math.max(row.usual, 1), 1, 30)),
  confidence: (row) => (row.usual === null ? 0.6 : 0.85),
  severity: (row, params) =>
    row.counterparties >= params.min_counterparties * 5
      ? 'HIGH'
      : row.usual === null && row.counterparties < params.min_counterparties * 2
        ? 'LOW'
        : 'MEDIUM',
  explain: (row) => {
    const unit = row.symbol;
    const sum =
      row.amount === null
        ? `${unit} of unknown amount`
        : `${number(row.amount, 4)} ${unit}${row.usd === null ? '' : ` (US$ ${number(row.usd, 0)})`}`;
    const usual =
      row.usual === null
        ? `with ${counted(row.usual_days, 'other active day')} it has no usual to compare with`
        : `on its ${row.usual_days} other active days the median was ${number(row.usual, 1)}`;
    return `${short(row.address)} sent ${sum} in ${counted(row.transfers, 'transfer')} to ${counted(row.counterparties, 'account')} within ${duration(row.seconds)}; ${usual}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) => transfers(row.rows, 'out'),
  impactUsd: (row) => row.usd,
});
