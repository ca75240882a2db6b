import { clamp, counted, detector, number, short, transfers } from '../../define.ts';
import { BalanceChangeParams, BalanceChangeRow, balanceChanges } from './changes.ts';

export default detector({
  id: 'balance-change',
  title: 'A balance changed suddenly against its own past',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params: BalanceChangeParams,
  row: BalanceChangeRow,
  walk: balanceChanges,
  score: (row) => clamp(row.combined),
  confidence: (row, params) =>
    clamp(
      0.5 +
        0.1 * Math.min(1, row.observations / params.memory) +
        ((row.robust_z ?? 0) > params.robust_z ? 0.25 : 0),
    ),
  severity: (row, params) =>
    row.combined > params.high_above ? 'HIGH' : row.combined > params.medium_above ? 'MEDIUM' : 'LOW',
  explain: (row, params) => {
    const unit = row.symbol;
    const measured = [
      (row.ema_z ?? 0) > params.ema_z ? `${number(row.ema_z ?? 0, 1)} σ from its moving average` : '',
      (row.iqr_factor ?? 0) > params.iqr_factor
        ? `${number(row.iqr_factor ?? 0, 1)} interquartile ranges beyond its quartiles`
        : '',
      (row.relative ?? 0) > params.relative
        ? `${number((row.relative ?? 0) * 100, 0)} % of the balance before`
        : '',
      (row.rate_factor ?? 0) > params.rate_factor
        ? `${number(row.rate_factor ?? 0, 0)} times its usual hourly change`
        : '',
    ].filter(Boolean);
    const robust =
      row.robust_z === null
        ? ''
        : `; modified z ${number(row.robust_z, 1)}${row.robust_z > params.robust_z ? '' : ', which does not confirm it'}`;
    const more = row.changes > 1 ? `; ${counted(row.changes - 1, 'further change')} that day` : '';
    return `${short(row.address)} ${row.change > 0 ? 'gained' : 'lost'} ${number(Math.abs(row.change), 4)} ${unit}${row.usd === null ? '' : ` (US$ ${number(Math.abs(row.usd), 0)})`}, against the ${row.observations} balances before: ${measured.join(', ')}${robust}${more}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.time, end: row.time }),
  evidence: (row) => transfers(row.rows),
  impactUsd: (row) => (row.usd === null ? null : Math.abs(row.usd)),
});
