import { counted, detector, duration, logScale, number, short, transfers } from '../../define.ts';
import { BurstParams, BurstRow, bursts } from './bursts.ts';

export default detector({
  id: 'burst',
  title: 'An account was suddenly far busier than usual',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_transfer'],
  params: BurstParams,
  row: BurstRow,
  walk: bursts,
  score: (row) =>
    0.25 +
    0.35 * logScale(row.factor, 3, 60) +
    0.25 * ((row.leaps - 1) / 4) +
    0.15 * logScale(row.weight, 5, 200),
  confidence: (row) =>
    0.5 + 0.15 * logScale(row.history, 10, 200) + 0.2 * logScale(row.weight, 5, 100) + 0.03 * (row.leaps - 1),
  severity: (row) =>
    row.leaps >= 3 && row.factor >= 6 ? 'HIGH' : row.leaps >= 2 || row.factor >= 6 ? 'MEDIUM' : 'LOW',
  explain: (row) => {
    const parts = [
      `${counted(row.count.value, 'transaction')} (usual ${number(row.count.usual, 1)})`,
      row.counterparties.leaps
        ? `${counted(row.counterparties.value, 'counterparty', 'counterparties')} (usual ${number(row.counterparties.usual, 1)})`
        : '',
      row.volume.leaps
        ? row.unit === null
          ? `US$ ${number(row.volume.value, 0)} (usual ${number(row.volume.usual, 0)})`
          : `${number(row.volume.value, 4)} ${row.unit} (usual ${number(row.volume.usual, 4)})`
        : '',
      row.gas.leaps ? `${number(row.gas.value / row.gas.usual, 1)} times the usual gas` : '',
      row.messages.leaps
        ? `${counted(row.messages.value, 'message')} to other chains (usual ${number(row.messages.usual, 1)})`
        : '',
    ].filter(Boolean);
    const market =
      row.market > 1 ? `, while its chain was ${number(row.market, 1)} times as busy as usual` : '';
    return `${short(row.address)} had ${parts.join(', ')} within ${duration(row.length)}, ${number(row.sent, 0)} of the transfers sent by it, against ${counted(row.history, 'active window')} of that length before${market}; Kleinberg weight ${number(row.weight, 1)}.`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.start, end: row.ended }),
  evidence: (row) => transfers(row.rows),
  impactUsd: (row) => (row.unit === null && row.volume.value > 0 ? row.volume.value : null),
});
