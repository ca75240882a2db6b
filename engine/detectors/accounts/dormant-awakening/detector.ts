import { counted, detector, duration, number, short, transfers } from '../../define.ts';
import { AwakeningParams, AwakeningRow, awakenings } from './awakenings.ts';

export default detector({
  id: 'dormant-awakening',
  title: 'A long-silent account moved value',
  version: 2,
  maturity: 'stable',
  tier: 'structural',
  family: 'accounts',
  reads: ['mart_flow'],
  params: AwakeningParams,
  row: AwakeningRow,
  walk: awakenings,
  score: (row) => row.risk / 100,
  confidence: (row) =>
    row.silence_chance === null ? 0.6 : 0.7 + 0.2 * Math.min(1, -Math.log10(row.silence_chance + 1e-6) / 6),
  severity: (row, params) => (row.risk > params.high_risk ? 'HIGH' : 'MEDIUM'),
  explain: (row) => {
    const amount =
      row.amount === null ? `${row.symbol} of unknown amount` : `${number(row.amount, 4)} ${row.symbol}`;
    const worth = row.usd === null ? '' : ` (US$ ${number(row.usd, 0)} in all assets)`;
    const facts = [
      row.moved_share === null ? '' : `${number(row.moved_share * 100, 0)} % of the known balance`,
      row.volume_factor === null ? '' : `${number(row.volume_factor, 1)} times its usual day at most`,
      row.frequency_factor === null ? '' : `${number(row.frequency_factor, 1)} times its usual acts a day`,
      `${number(row.new_share * 100, 0)} % of ${counted(row.receivers, 'receiver')} new to it`,
      row.new_accounts > 0 ? `${counted(row.new_accounts, 'receiver')} first seen within the week` : '',
      row.new_methods.length > 0 ? `first use of ${row.new_methods.slice(0, 3).join(', ')}` : '',
      row.to_sanctioned ? 'to an address labelled as sanctioned' : '',
      row.to_mixer ? 'to an address labelled as mixer' : '',
      row.to_risky ? 'to an address labelled as fraudulent' : '',
      row.to_exchange ? 'to an exchange, by label or behaviour' : '',
      row.regular ? 'at regular intervals' : '',
      row.rapid ? 'in quick succession' : '',
    ].filter(Boolean);
    const silence = row.never_acted
      ? `had not acted since it first received value ${duration(row.silent_days * 86_400)} before`
      : `had been silent for ${duration(row.silent_days * 86_400)}`;
    const parts = row.parts.map(({ part, points }) => `${part} ${points}`).join(', ');
    return `${short(row.address)} ${silence} and then sent ${amount}${worth} in ${counted(row.sends, 'transfer')} (${row.kind}): ${facts.join(', ')}; risk ${number(row.risk, 0)} of 100 (${parts}).`;
  },
  subjects: (row) => [{ kind: 'address', id: row.address, chain: row.chain }],
  window: (row) => ({ start: row.time, end: row.ended }),
  evidence: (row) => [
    ...transfers(row.rows, 'awakening'),
    ...row.tag_rows.map((rowId) => ({
      kind: 'label' as const,
      role: 'destination',
      target: 'tag' as const,
      rowId,
    })),
  ],
  impactUsd: (row) => row.usd,
});
