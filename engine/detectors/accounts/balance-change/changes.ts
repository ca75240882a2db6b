import { z } from 'zod';
import {
  Address,
  DAY,
  instant,
  intermediaryParams,
  leftOut,
  MINUTE,
  param,
  RowIds,
  Time,
  type Walk,
} from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';
import { type BalanceJump, BalanceJumps } from '../../kernels/balance.ts';
import { Observations } from '../../kernels/observations.ts';

export const BalanceChangeParams = z.object({
  alpha: param(
    z.number().gt(0).lt(1).default(0.1),
    'weight',
    'Weight of the newest balance in the moving average.',
  ),
  memory: param(
    z.number().int().min(5).max(500).default(60),
    'observations',
    'Balances before the change that make the profile; older ones are cut off.',
  ),
  min_observations: param(
    z.number().int().min(5).default(5),
    'observations',
    'Balances that must lie before the change.',
  ),
  min_jump: param(
    z.number().min(0).default(3),
    '× mean change',
    'A change smaller than this multiple of the account’s mean past change is not looked at.',
  ),
  change_z: param(
    z.number().min(0).default(4.2),
    'modified z',
    'Least distance of the change from the account’s past changes, both as logarithms: amounts are heavy-tailed by nature.',
  ),
  short_past: param(
    z.number().min(0).default(4),
    'observations',
    'With few observations before it a change must stand out more: by one plus this number over theirs.',
  ),
  merge_minutes: param(
    z.number().min(0).default(30),
    'minutes',
    'Movements with no longer pause between them are one change.',
  ),
  min_record: param(
    z.number().min(0).default(0.9),
    '× largest change',
    'A change smaller than this multiple of the account’s largest past change is not looked at.',
  ),
  ema_z: param(
    z.number().min(0).default(3),
    'σ',
    'Distance of the balance from its moving average that counts.',
  ),
  iqr_factor: param(
    z.number().min(0).default(1.5),
    '× interquartile range',
    'Distance of the balance beyond the quartiles that counts.',
  ),
  relative: param(
    z.number().min(0).default(0.5),
    'share',
    'Change against the balance before it that counts.',
  ),
  rate_factor: param(
    z.number().min(0).default(10),
    '× usual',
    'Change per hour against the usual change per hour that counts.',
  ),
  robust_z: param(
    z.number().min(0).default(3.5),
    'modified z',
    'Distance from the median in median absolute deviations (times 0.6745) that counts as robust.',
  ),
  robust_only: param(
    z.boolean().default(false),
    'yes or no',
    'Only raise changes the robust measure confirms.',
  ),
  alert_above: param(
    z.number().min(0).max(1).default(0.3),
    'score',
    'Combined score above which an alert is raised.',
  ),
  medium_above: param(z.number().min(0).max(1).default(0.4), 'score', 'Above this the severity is medium.'),
  high_above: param(z.number().min(0).max(1).default(0.7), 'score', 'Above this the severity is high.'),
  min_usd: param(z.number().min(0).default(1000), 'US$', 'Least change where prices are known.'),
  unpriced_quantile: param(
    z.number().min(0).max(0.9999).default(0.8),
    'share',
    'Where no price is known: least change as a quantile of the asset’s transfers.',
  ),
  quantile_from: param(
    z.number().int().min(1).default(1000),
    'transfers',
    'Below this many transfers of an asset its quantile is no guard.',
  ),
  ...intermediaryParams,
});
type BalanceChangeParams = z.output<typeof BalanceChangeParams>;

export const BalanceChangeRow = z.object({
  chain: z.string(),
  address: Address,
  symbol: z.string(),
  time: Time,
  change: z.number(),
  balance: z.number(),
  usd: z.number().nullable(),
  observations: z.number(),
  ema_z: z.number().nullable(),
  iqr_factor: z.number().nullable(),
  relative: z.number().nullable(),
  rate_factor: z.number().nullable(),
  robust_z: z.number().nullable(),
  change_z: z.number().nullable(),
  combined: z.number(),
  changes: z.number(),
  rows: RowIds,
});
type BalanceChangeRow = z.output<typeof BalanceChangeRow>;

interface Found {
  readonly account: number;
  readonly row: Omit<BalanceChangeRow, 'chain' | 'address'>;
}

/** Nothing below its threshold, a half at it, the whole at ten times the threshold. */
const part = (value: number | null, threshold: number): number =>
  value !== null && value > threshold ? 0.5 + 0.5 * Math.min(1, Math.log10(value / threshold)) : 0;

/** The strongest change of each account in an asset and a day. */
export async function* balanceChanges(
  walk: Walk,
  params: BalanceChangeParams,
): AsyncGenerator<BalanceChangeRow> {
  const { ledger } = walk;
  const { holdings } = ledger;
  const { amount, rowId } = ledger.columns;
  const why = leftOut(ledger, params);
  const lines = amountLines(ledger, params.unpriced_quantile, params.quantile_from);
  const life = new Observations(ledger, params.merge_minutes * MINUTE);
  const jumps = new BalanceJumps({
    alpha: params.alpha,
    memory: params.memory,
    minObservations: params.min_observations,
    minJump: params.min_jump,
    minRecord: params.min_record,
  });
  const found: Found[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (walk.due()) await walk.pause();
    if (holdings.start[holding + 1]! - holdings.start[holding]! <= params.min_observations) continue;
    const account = holdings.account[holding]!;
    if (why[account] !== 0) continue;
    life.read(holding);
    if (life.count <= params.min_observations) continue;
    const days = new Map<number, Found['row']>();
    for (const jump of jumps.of(life)) {
      const row = judge(jump, holdings.asset[holding]!);
      if (!row) continue;
      const day = Math.floor(life.micros[jump.observation]! / DAY);
      const known = days.get(day);
      const changes = (known?.changes ?? 0) + 1;
      days.set(day, known && known.combined >= row.combined ? { ...known, changes } : { ...row, changes });
    }
    for (const row of days.values()) found.push({ account, row });
  }
  const name = await walk.names(found.map(({ account }) => account));
  for (const { account, row } of found) yield { ...name(account), ...row };

  function judge(jump: BalanceJump, asset: number): Found['row'] | null {
    const at = jump.observation;
    const change = life.change[at]!;
    const dollars = life.usd[at]!;
    const worth = Number.isNaN(dollars)
      ? Math.abs(change) >= lines[asset]!
      : Math.abs(dollars) >= params.min_usd;
    if (!worth || (jump.changeZ ?? 0) < params.change_z * (1 + params.short_past / jump.before)) return null;
    if (params.robust_only && !((jump.robustZ ?? 0) > params.robust_z)) return null;
    const combined =
      0.3 * part(jump.emaZ, params.ema_z) +
      0.2 * part(jump.iqrFactor, params.iqr_factor) +
      0.2 * part(jump.relative, params.relative) +
      0.3 * part(jump.rateFactor, params.rate_factor);
    if (combined <= params.alert_above) return null;
    const rows = Array.from(life.rows(at)).sort((a, b) => (amount[b]! || 0) - (amount[a]! || 0) || a - b);
    return {
      symbol: ledger.symbol(asset),
      time: instant(life.micros[at]!),
      change,
      balance: life.balance[at]!,
      usd: Number.isNaN(dollars) ? null : dollars,
      observations: jump.before,
      ema_z: jump.emaZ,
      iqr_factor: jump.iqrFactor,
      relative: jump.relative,
      rate_factor: jump.rateFactor,
      robust_z: jump.robustZ,
      change_z: jump.changeZ,
      combined,
      changes: 1,
      rows: rows.slice(0, 50).map((row) => rowId[row]!),
    };
  }
}
