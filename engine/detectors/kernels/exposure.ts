import { z } from 'zod';
import {
  type AccountLabel,
  Address,
  counted,
  type Detector,
  type EvidenceRef,
  INTERMEDIARY,
  instant,
  logScale,
  MOVES,
  number,
  param,
  short,
  Time,
  transfers,
  type Walk,
} from '../define.ts';
import { type Tainted, taint } from './taint.ts';

export const ExposureParams = z.object({
  min_confidence: param(
    z.number().int().min(0).max(100).default(0),
    '0–100',
    'Labels of less confidence are left out.',
  ),
  max_hops: param(
    z.number().int().min(1).max(10).default(3),
    'transfers',
    'How far value is followed; 1 looks at direct transfers only.',
  ),
  min_share: param(
    z.number().min(0).max(1).default(0.1),
    'share',
    'Indirect: least part of what an account took in (or paid out) of the asset, by haircut or by FIFO.',
  ),
  min_usd: param(
    z.number().min(0).default(100),
    'US$',
    'Indirect: least tainted value where prices are known.',
  ),
  hub_transfers: param(
    z.number().int().min(10).default(1000),
    'transfers',
    'Value is not followed through accounts with more transfers: they pool the money of many, labelled or not.',
  ),
  max_evidence: param(
    z.number().int().min(1).max(2000).default(200),
    'transfers',
    'Transfers shown as evidence, largest first.',
  ),
});
export type ExposureParams = z.output<typeof ExposureParams>;

const AssetSum = z.object({
  symbol: z.string(),
  transfers: z.number(),
  sent: z.number().nullable(),
  received: z.number().nullable(),
});

export const ExposureRow = z.object({
  chain: z.string(),
  listed_address: Address,
  other_address: Address,
  other_listed: z.boolean(),
  /** 1 for transfers with the labelled address itself. */
  hops: z.number(),
  /** Whether value went to the labelled address; both for direct pairs that did both. */
  sends: z.boolean(),
  receives: z.boolean(),
  first_time: Time,
  last_time: Time,
  sent_count: z.number(),
  received_count: z.number(),
  before_listing: z.number(),
  listed_at: Time.nullable(),
  usd: z.number().nullable(),
  assets: z.array(AssetSum),
  /** Parts of what the account took in (or paid out) of the asset. */
  fifo: z.number(),
  haircut: z.number(),
  poison: z.number(),
  way: z.array(Address),
  rows: z.array(z.number().int()),
  tag_rows: z.array(z.number().int()).min(1),
  labels: z.number(),
  label: z.string(),
  source: z.string(),
  confidence: z.number(),
});
export type ExposureRow = z.output<typeof ExposureRow>;

interface Listing {
  readonly labels: AccountLabel[];
  readonly listedMicros: number | null;
}

/** Direct and indirect exposure to accounts whose labels give them `role`. */
export async function* exposures(
  walk: Walk,
  params: ExposureParams,
  role: number,
): AsyncGenerator<ExposureRow> {
  const { ledger } = walk;
  const { accounts } = ledger.columns;
  const listed = new Map<number, Listing>();
  for (const label of await walk.labels(role)) {
    if (label.confidence < params.min_confidence) continue;
    const known = listed.get(label.account)?.labels ?? [];
    const all = [...known, label];
    const dates = all.flatMap(({ listedMicros }) => (listedMicros === null ? [] : [listedMicros]));
    listed.set(label.account, { labels: all, listedMicros: dates.length > 0 ? Math.min(...dates) : null });
  }
  if (listed.size === 0) return;
  const sources = new Uint8Array(accounts);
  for (const account of listed.keys()) sources[account] = 1;

  const direct = directPairs(walk, listed);
  const touched = new Set(direct.flatMap(({ other }) => [other]));
  const found: Found[] = [...direct];
  if (params.max_hops > 1) {
    const stops = stopping(walk, params, sources);
    for (const direction of ['forward', 'backward'] as const) {
      if (walk.due()) await walk.pause();
      const tainted = taint(ledger, { sources, stops, maxHops: params.max_hops, direction });
      for (const one of indirect(walk, params, tainted, direction, sources, touched)) found.push(one);
    }
  }
  found.sort((a, b) => a.rows[0]! - b.rows[0]! || a.listed - b.listed || a.other - b.other);
  const name = await walk.names(found.flatMap(({ listed: from, other, way }) => [from, other, ...way]));
  for (const one of found) yield describe(one);

  function describe(one: Found): ExposureRow {
    const { micros, usd, rowId } = ledger.columns;
    const { labels, listedMicros } = listed.get(one.listed)!;
    const best = labels[0]!;
    const inTime = [...one.rows].sort((a, b) => a - b);
    const own = one.hops === 1 ? one.rows : one.ownRows;
    const dollars = own.reduce((sum, row) => sum + usd[row]!, 0);
    return {
      chain: name(one.other).chain,
      listed_address: name(one.listed).address,
      other_address: name(one.other).address,
      other_listed: sources[one.other] === 1,
      hops: one.hops,
      sends: one.sends,
      receives: one.receives,
      first_time: instant(micros[inTime[0]!]!),
      last_time: instant(micros[inTime.at(-1)!]!),
      sent_count: one.sentCount,
      received_count: one.receivedCount,
      before_listing: listedMicros === null ? 0 : own.filter((row) => micros[row]! < listedMicros).length,
      listed_at: listedMicros === null ? null : instant(listedMicros),
      usd: Number.isNaN(dollars) ? null : dollars * (one.hops === 1 ? 1 : one.haircut),
      assets: one.assets,
      fifo: one.fifo,
      haircut: one.haircut,
      poison: one.poison,
      way: one.way.map((account) => name(account).address),
      rows: (one.hops === 1 ? bySize(ledger.columns, one.rows) : one.rows)
        .slice(0, params.max_evidence)
        .map((row) => rowId[row]!),
      tag_rows: labels.map((label) => label.rowId),
      labels: labels.length,
      label: best.label,
      source: best.source,
      confidence: best.confidence,
    };
  }
}

interface Found {
  readonly listed: number;
  readonly other: number;
  readonly hops: number;
  readonly sends: boolean;
  readonly receives: boolean;
  readonly sentCount: number;
  readonly receivedCount: number;
  readonly assets: z.output<typeof AssetSum>[];
  readonly fifo: number;
  readonly haircut: number;
  readonly poison: number;
  /** Accounts between, from the labelled one on. */
  readonly way: number[];
  /** Ledger rows: those with the labelled account, or those of the way. */
  readonly rows: number[];
  readonly ownRows: number[];
}

function bySize(
  { usd, amount }: { usd: Float64Array; amount: Float64Array },
  rows: readonly number[],
): number[] {
  const value = (column: Float64Array, row: number) => (Number.isNaN(column[row]!) ? -1 : column[row]!);
  return [...rows].sort(
    (a, b) => value(usd, b) - value(usd, a) || value(amount, b) - value(amount, a) || a - b,
  );
}

/** Movements between a labelled account and another, one find per pair; between two labelled ones the smaller number speaks. */
function directPairs({ ledger }: Walk, listed: ReadonlyMap<number, Listing>): Found[] {
  const { from, to, asset, amount, assets } = ledger.columns;
  const found: Found[] = [];
  for (const account of [...listed.keys()].sort((a, b) => a - b)) {
    const pairs = new Map<number, number[]>();
    for (let place = ledger.legs.start[account]!; place < ledger.legs.start[account + 1]!; place += 1) {
      const row = ledger.legs.rows[place]!;
      const other = ledger.other(row, account);
      if (listed.has(other) && other < account) continue;
      const rows = pairs.get(other);
      if (rows) rows.push(row);
      else pairs.set(other, [row]);
    }
    for (const [other, rows] of pairs) {
      const sums = new Map<number, { transfers: number; sent: number | null; received: number | null }>();
      for (const row of rows) {
        const sum = sums.get(asset[row]!) ?? { transfers: 0, sent: null, received: null };
        sum.transfers += 1;
        const side = to[row] === account ? 'sent' : 'received';
        if (!Number.isNaN(amount[row]!)) sum[side] = (sum[side] ?? 0) + amount[row]!;
        sums.set(asset[row]!, sum);
      }
      const sentCount = rows.filter((row) => to[row] === account).length;
      found.push({
        listed: account,
        other,
        hops: 1,
        sends: sentCount > 0,
        receives: sentCount < rows.length,
        sentCount,
        receivedCount: rows.length - sentCount,
        assets: [...sums]
          .map(([of, sum]) => ({
            of,
            symbol: assets[of]?.symbol ?? assets[of]?.asset ?? 'unknown asset',
            ...sum,
          }))
          .sort((a, b) => b.transfers - a.transfers || a.of - b.of)
          .map(({ of: _, ...sum }) => sum),
        ...shares(ledger, other, rows, from),
        way: [],
        rows,
        ownRows: rows,
      });
    }
  }
  return found;
}

/** What part of all the account moved in these assets the direct transfers are; the conventions agree on those. */
function shares(
  { columns, legs }: Walk['ledger'],
  other: number,
  rows: readonly number[],
  from: Int32Array,
): { fifo: number; haircut: number; poison: number } {
  const { amount, asset } = columns;
  const assets = new Set(rows.map((row) => asset[row]!));
  const sends = from[rows[0]!] === other;
  let direct = 0;
  let total = 0;
  for (const row of rows) if ((from[row] === other) === sends && amount[row]! > 0) direct += amount[row]!;
  for (let place = legs.start[other]!; place < legs.start[other + 1]!; place += 1) {
    const row = legs.rows[place]!;
    if ((from[row] === other) === sends && assets.has(asset[row]!) && amount[row]! > 0) total += amount[row]!;
  }
  const share = total > 0 ? Math.min(1, direct / total) : 0;
  return { fifo: share, haircut: share, poison: share };
}

function stopping({ ledger }: Walk, params: ExposureParams, sources: Uint8Array): Uint8Array {
  const { accounts, role } = ledger.columns;
  const stops = new Uint8Array(accounts);
  for (let account = 0; account < accounts; account += 1)
    if (
      sources[account] === 0 &&
      ((role[account]! & INTERMEDIARY) !== 0 ||
        ledger.legs.start[account + 1]! - ledger.legs.start[account]! > params.hub_transfers)
    )
      stops[account] = 1;
  return stops;
}

/** Accounts two or more transfers away whose share is large enough: the strongest holding of each speaks. */
function* indirect(
  { ledger }: Walk,
  params: ExposureParams,
  tainted: readonly Tainted[],
  direction: 'forward' | 'backward',
  sources: Uint8Array,
  direct: ReadonlySet<number>,
): Generator<Found> {
  const { holdings, holdingOf } = ledger;
  const { from, to, usd, role, kind, asset } = ledger.columns;
  const forward = direction === 'forward';
  const by = new Map(tainted.map((one) => [one.holding, one]));
  const strongest = new Map<number, Tainted>();
  const rank = (one: Tainted) => Math.max(one.haircut, one.fifo) / one.total;
  for (const one of tainted) {
    const account = holdings.account[one.holding]!;
    if (one.hops < 2 || sources[account] === 1 || direct.has(account) || rank(one) < params.min_share)
      continue;
    if ((role[account]! & INTERMEDIARY) !== 0) continue;
    const known = strongest.get(account);
    if (!known || rank(one) > rank(known)) strongest.set(account, one);
  }
  for (const [account, one] of [...strongest].sort((a, b) => a[0] - b[0])) {
    const rows: number[] = [];
    const way: number[] = [];
    let row = one.by;
    for (let guard = 0; guard <= params.max_hops; guard += 1) {
      rows.push(row);
      const payer = forward ? from[row]! : to[row]!;
      way.push(payer);
      if (sources[payer] === 1) break;
      const before = by.get((forward ? holdingOf.from : holdingOf.to)[row]!);
      if (!before) break;
      row = before.by;
    }
    const listed = way.pop()!;
    if (sources[listed] !== 1) continue;
    const own: number[] = [];
    for (let place = holdings.start[one.holding]!; place < holdings.start[one.holding + 1]!; place += 1) {
      const each = holdings.rows[place]!;
      if ((kind[each]! & MOVES) !== 0 && (to[each] === account) === forward) own.push(each);
    }
    const dollars = own.reduce((sum, each) => sum + usd[each]!, 0) * (one.haircut / one.total);
    if (dollars < params.min_usd) continue;
    yield {
      listed,
      other: account,
      hops: one.hops,
      sends: !forward,
      receives: forward,
      sentCount: forward ? 0 : own.length,
      receivedCount: forward ? own.length : 0,
      assets: [
        {
          symbol: ledger.symbol(asset[rows[0]!]!),
          transfers: own.length,
          sent: forward ? null : one.total,
          received: forward ? one.total : null,
        },
      ],
      fifo: one.fifo / one.total,
      haircut: one.haircut / one.total,
      poison: one.poison / one.total,
      way: way.reverse(),
      rows: rows.reverse(),
      ownRows: own,
    };
  }
}

const amounts = (assets: ExposureRow['assets'], side: 'sent' | 'received'): string => {
  const known = assets.filter((asset) => asset[side] !== null);
  const shown = known.slice(0, 3).map((asset) => `${number(asset[side] ?? 0, 4)} ${short(asset.symbol)}`);
  const rest = known.length - shown.length;
  return shown.length === 0
    ? 'amounts unknown'
    : shown.join(', ') + (rest > 0 ? ` and ${counted(rest, 'further asset')}` : '');
};

const percent = (share: number): string => `${number(share * 100, 1)} %`;

/** Score, words and evidence that all exposures share. */
export const exposure = {
  score: (row: ExposureRow) =>
    row.hops === 1
      ? (row.sends ? 0.7 : 0.5) +
        0.3 *
          (row.usd === null
            ? logScale(row.sent_count + row.received_count, 1, 100)
            : logScale(row.usd, 1000, 10_000_000))
      : 0.25 +
        0.35 * Math.max(row.haircut, row.fifo) +
        0.2 * (row.usd === null ? 0.3 : logScale(row.usd, 1000, 10_000_000)) +
        0.2 / row.hops,
  confidence: (row: ExposureRow) => (row.confidence / 100) * (row.hops === 1 ? 1 : 0.9 ** (row.hops - 1)),
  severity: (row: ExposureRow) =>
    row.hops === 1
      ? row.sends
        ? ('HIGH' as const)
        : ('MEDIUM' as const)
      : Math.max(row.haircut, row.fifo) >= 0.5
        ? ('MEDIUM' as const)
        : ('LOW' as const),
  explain: (row: ExposureRow): string => {
    const further = row.labels > 1 ? ` and ${counted(row.labels - 1, 'further label')}` : '';
    const listing =
      row.listed_at === null
        ? 'the date of listing is not stated'
        : row.before_listing === 0
          ? `listed since ${row.listed_at.slice(0, 10)}, before all of them`
          : `listed on ${row.listed_at.slice(0, 10)}, after ${row.before_listing} of them`;
    const label = `which ${row.source} names “${row.label}” (confidence ${row.confidence} of 100${further}; ${listing})`;
    if (row.hops > 1) {
      const verb = row.receives ? 'took in' : 'paid out';
      const side = row.receives ? 'received' : 'sent';
      const way = row.way.map(short).join(row.receives ? ' → ' : ' ← ');
      return `Of the ${amounts(row.assets, side)} that ${short(row.other_address)} ${verb}, ${percent(row.haircut)} by haircut, ${percent(row.fifo)} by FIFO and ${percent(row.poison)} by poison ${row.receives ? 'came from' : 'went to'} ${short(row.listed_address)} in ${counted(row.hops, 'transfer')} (${row.receives ? 'by way of' : 'through'} ${way}), ${label}.`;
    }
    const parts = [
      row.sent_count > 0
        ? `sent ${counted(row.sent_count, 'transfer')} (${amounts(row.assets, 'sent')}) to`
        : '',
      row.received_count > 0
        ? `received ${counted(row.received_count, 'transfer')} (${amounts(row.assets, 'received')}) from`
        : '',
    ].filter(Boolean);
    return `${short(row.other_address)}${row.other_listed ? ', itself on a list,' : ''} ${parts.join(' and ')} ${short(row.listed_address)}, ${label}.`;
  },
  subjects: (row: ExposureRow) =>
    [row.other_address, row.listed_address].map((id) => ({ kind: 'address' as const, id, chain: row.chain })),
  window: (row: ExposureRow) => ({ start: row.first_time, end: row.last_time }),
  evidence: (row: ExposureRow): EvidenceRef[] => [
    ...transfers(row.rows, row.hops === 1 ? undefined : 'way'),
    ...row.tag_rows.map((rowId) => ({ kind: 'label' as const, role: 'list', target: 'tag' as const, rowId })),
  ],
  impactUsd: (row: ExposureRow) => row.usd,
} satisfies Partial<Detector<typeof ExposureParams, typeof ExposureRow>>;
