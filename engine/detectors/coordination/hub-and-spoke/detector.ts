import { z } from 'zod';
import {
  Address,
  clamp,
  counted,
  detector,
  duration,
  HUB_LIKE,
  instant,
  intermediaryParams,
  LABELLED,
  leftOut,
  logScale,
  number,
  POOL_LIKE,
  param,
  RowIds,
  short,
  Time,
  transfers,
  type Walk,
} from '../../define.ts';

const params = z.object({
  min_degree: param(z.number().int().min(3).default(11), 'accounts', 'Accounts the hub deals with.'),
  min_spokes: param(
    z.number().int().min(2).default(6),
    'accounts',
    'Of these, how many must be spokes: they deal with hardly anybody else, in both directions.',
  ),
  own_share: param(
    z.number().min(0.5).max(1).default(0.8),
    'share',
    'Part of a spoke’s transfers that are with the hub.',
  ),
  min_spoke_share: param(
    z.number().min(0).max(1).default(0.3),
    'share',
    'Part of the accounts the hub deals with, services left out, that are spokes; below it the hub is a shop with some regulars.',
  ),
  min_transfers: param(
    z.number().int().min(2).default(3),
    'transfers',
    'Transfers between a spoke and the hub, in the middle case.',
  ),
  max_coverage: param(
    z.number().min(0).max(1).default(0.5),
    'share',
    'Part of all transfers of the chain that may touch the hub; above it the file is the history of this one account, and nobody in it can have other counterparties.',
  ),
  ...intermediaryParams,
  max_evidence: param(
    z.number().int().min(1).max(2000).default(300),
    'transfers',
    'Transfers with spokes shown as evidence, earliest first.',
  ),
});
type Params = z.output<typeof params>;

const row = z.object({
  chain: z.string(),
  hub: Address,
  spokes: z.array(Address).min(1),
  degree: z.number(),
  /** Those of them that are no services. */
  people: z.number(),
  start: Time,
  ended: Time,
  seconds: z.number(),
  transfers: z.number(),
  sent: z.number(),
  received: z.number(),
  usd: z.number().nullable(),
  rows: RowIds,
});
type Row = z.output<typeof row>;

/** In, out. */
const TOOK = 1;
const PAID = 2;

async function* stars(walk: Walk, given: Params): AsyncGenerator<Row> {
  const { ledger } = walk;
  const { from, micros, usd, rowId, accounts, chainOf, chains, asset } = ledger.columns;
  const { legs } = ledger;
  const why = leftOut(ledger, given);
  const movements = new Float64Array(chains.length);
  for (let account = 0; account < accounts; account += 1)
    movements[chainOf[account]!]! += (legs.start[account + 1]! - legs.start[account]!) / 2;

  const counts = new Int32Array(accounts);
  const ways = new Uint8Array(accounts);
  const assetOf = new Int32Array(accounts);
  const found: { hub: number; spokes: number[]; degree: number; people: number }[] = [];
  for (let hub = 0; hub < accounts; hub += 1) {
    if (walk.due()) await walk.pause();
    const begin = legs.start[hub]!;
    const end = legs.start[hub + 1]!;
    if (end - begin < given.min_degree || (why[hub]! & (LABELLED | POOL_LIKE)) !== 0) continue;
    const others: number[] = [];
    for (let place = begin; place < end; place += 1) {
      const row = legs.rows[place]!;
      const other = ledger.other(row, hub);
      if (counts[other] === 0) {
        others.push(other);
        ways[other] = 0;
        assetOf[other] = asset[row]!;
      }
      counts[other]! += 1;
      if (asset[row] === assetOf[other]) ways[other]! |= from[row] === hub ? PAID : TOOK;
    }
    const spokes = others.filter(
      (other) =>
        ways[other] === (TOOK | PAID) &&
        (why[other]! & (LABELLED | POOL_LIKE | HUB_LIKE)) === 0 &&
        counts[other]! >= given.own_share * (legs.start[other + 1]! - legs.start[other]!),
    );
    const turns = spokes.map((spoke) => counts[spoke]!).sort((a, b) => a - b);
    for (const other of others) counts[other] = 0;
    if (others.length < given.min_degree || spokes.length < given.min_spokes) continue;
    const inner = new Set(spokes);
    const people = others.filter((other) => why[other] === 0 || inner.has(other)).length;
    if (spokes.length < given.min_spoke_share * people) continue;
    if (turns[Math.floor(turns.length / 2)]! < given.min_transfers) continue;
    if (end - begin > given.max_coverage * movements[chainOf[hub]!]!) {
      walk.incomplete(
        'One account takes part in most transfers of its chain: whether those around it deal with others cannot be known from this file.',
        [hub],
      );
      continue;
    }
    found.push({ hub, spokes: spokes.sort((a, b) => a - b), degree: others.length, people });
  }
  const name = await walk.names(found.flatMap(({ hub, spokes }) => [hub, ...spokes]));
  for (const { hub, spokes, degree, people } of found) {
    const inner = new Set(spokes);
    const rows: number[] = [];
    for (let place = legs.start[hub]!; place < legs.start[hub + 1]!; place += 1)
      if (inner.has(legs.other[place]!)) rows.push(legs.rows[place]!);
    const dollars = rows.reduce((sum, row) => sum + usd[row]!, 0);
    const sent = rows.filter((row) => from[row] === hub).length;
    yield {
      ...{ chain: name(hub).chain, hub: name(hub).address },
      spokes: spokes.map((spoke) => name(spoke).address),
      degree,
      people,
      start: instant(micros[rows[0]!]!),
      ended: instant(micros[rows.at(-1)!]!),
      seconds: (micros[rows.at(-1)!]! - micros[rows[0]!]!) / 1e6,
      transfers: rows.length,
      sent,
      received: rows.length - sent,
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: rows.slice(0, given.max_evidence).map((row) => rowId[row]!),
    };
  }
}

export default detector({
  id: 'hub-and-spoke',
  title: 'A hub whose spokes deal with hardly anybody else',
  version: 1,
  maturity: 'stable',
  tier: 'structural',
  family: 'coordination',
  reads: ['mart_flow'],
  params,
  row,
  walk: stars,
  score: (found, given) =>
    clamp(
      0.4 +
        0.3 * logScale(found.spokes.length, given.min_spokes, given.min_spokes * 20) +
        0.3 * (found.spokes.length / found.people),
    ),
  confidence: (found) => 0.6 + 0.3 * (found.spokes.length / found.people),
  severity: (found, given) => (found.spokes.length >= 3 * given.min_spokes ? 'HIGH' : 'MEDIUM'),
  explain: (found) =>
    `${short(found.hub)} deals with ${counted(found.degree, 'account')}; ${number(found.spokes.length, 0)} of them deal with hardly anybody else and both took from it and paid to it: ${counted(found.sent, 'payment')} out and ${number(found.received, 0)} back over ${duration(found.seconds)}${found.usd === null ? '' : `, US$ ${number(found.usd, 0)} in all`}.`,
  subjects: (found) => [
    { kind: 'address', id: found.hub, chain: found.chain },
    ...found.spokes.map((id) => ({ kind: 'address' as const, id, chain: found.chain })),
  ],
  window: (found) => ({ start: found.start, end: found.ended }),
  evidence: (found) => transfers(found.rows, 'spoke'),
  impactUsd: (found) => found.usd,
});
