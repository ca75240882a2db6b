import { AGAINST_PAST, OPINIONS } from './also.ts';
import { settle } from './background/settle.ts';
import type { Town } from './background/town.ts';
import {
  type Decoy,
  type DecoyKind,
  DIFFICULTIES,
  keyOf,
  type Neutral,
  type Pattern,
  type TruthItem,
} from './define.ts';
import { exposures } from './facts/exposure.ts';
import { regularPayments } from './facts/regular-payments.ts';
import { whaleMovements } from './facts/whale-movement.ts';
import { Random } from './random.ts';
import { Stage } from './stage.ts';
import { END, type Row, START, World } from './world.ts';

const patterns = files(import.meta.glob<Pattern>('./patterns/*.ts', { eager: true, import: 'default' }));
const decoyKinds = files(import.meta.glob<DecoyKind>('./decoys/*.ts', { eager: true, import: 'default' }));

function files<T>(modules: Record<string, T>): readonly T[] {
  return Object.keys(modules)
    .sort()
    .map((path) => modules[path]!);
}

/** How many of a pattern are planted at each difficulty where it does not say. */
const EACH = 3;

/** One world with everything that is known of it. */
export interface Generated {
  readonly seed: number;
  readonly world: World;
  readonly town: Town;
  /** In the order of time. */
  readonly rows: readonly Row[];
  readonly truths: readonly TruthItem[];
  readonly decoys: readonly Decoy[];
  readonly neutrals: readonly Neutral[];
}

/** Detectors that something is planted for. */
export const planned: readonly string[] = [
  ...new Set([...patterns.map(({ id }) => id).filter((id) => id !== 'behavioural-outlier'), ...OPINIONS]),
].sort();

/** Makes the world of a seed. The same seed gives the same rows in the same order, and the same truth. */
export function generate(seed: number): Generated {
  const random = new Random(`evaluation ${seed}`);
  const world = new World(seed);
  const town = settle(random.split('town'), world);
  const truths: TruthItem[] = [];
  const decoys: Decoy[] = [];
  const neutrals: Neutral[] = [];

  for (const pattern of patterns)
    for (const difficulty of DIFFICULTIES)
      for (let index = 0; index < (pattern.each ?? EACH); index += 1) {
        const name = `${pattern.id} ${difficulty} ${index + 1}`;
        const stage = new Stage(world, town, random.split(name), difficulty, index, name);
        const planted = pattern.plant(stage);
        neutrals.push(...fillings(stage));
        const times = stage.planted.map((hash) => world.timeOf(hash));
        for (const detector of planted.detectors ?? [pattern.id])
          truths.push({
            id: `${name} (${detector})`,
            detector,
            difficulty,
            key: planted.key.map(keyOf),
            members: [...new Set(planted.members.map(keyOf))],
            start: planted.start ?? least(times),
            end: planted.end ?? most(times),
            hashes: [...new Set(stage.planted)],
            also: [...(planted.also ?? []), ...(planted.detectors ?? []), ...OPINIONS],
            note: planted.note,
          });
      }
  for (const { kind, each, plant } of decoyKinds)
    for (let index = 0; index < each; index += 1) {
      const name = `${kind} ${index + 1}`;
      const stage = new Stage(world, town, random.split(`decoy ${name}`), 'medium', index, name);
      const { accounts, quiet, neutral, start = START, end = END } = plant(stage);
      const keys = accounts.map(keyOf);
      neutrals.push(...fillings(stage));
      decoys.push({ id: name, kind, accounts: keys, start, end, quiet });
      if (neutral) neutrals.push({ detectors: neutral, accounts: keys, start, end, why: name });
    }
  town.sweepWhatWaits(random.split('sweeps'));

  const rows = world.inOrder();
  const whales = whaleMovements(rows);
  const seen = new Set(rows.flatMap((row) => [`${row.chain}:${row.from}`, `${row.chain}:${row.to}`]));
  return {
    seed,
    world,
    town,
    rows,
    truths: [
      ...truths
        .filter(({ detector }) => detector !== 'whale-movement')
        .map((item) => ({ ...item, members: item.members.filter((key) => seen.has(key)) })),
      ...whales.truths,
    ],
    decoys: [...decoys, ...serviceDecoys(town)],
    neutrals: [
      ...neutrals,
      takenOff(town),
      ...whales.neutrals,
      ...regularPayments(rows),
      ...exposures(town, rows),
      ...touched(rows, truths),
    ],
  };
}

/** An account filled for a pattern or a look-alike does jump against its own past: true, and nothing that was planted. */
const fillings = ({ funded, name }: Stage): Neutral[] =>
  funded.map(({ account, time }) => ({
    detectors: AGAINST_PAST,
    accounts: [keyOf(account)],
    start: time,
    end: time,
    why: `${name}: filled`,
  }));

/** Who sends or gets a planted transfer may jump against its own past at that moment, member of the pattern or not. */
function touched(rows: readonly Row[], truths: readonly TruthItem[]): Neutral[] {
  const planted = new Set(truths.flatMap(({ hashes }) => hashes));
  return rows
    .filter(({ hash }) => planted.has(hash))
    .flatMap((row) =>
      [row.from, row.to].map((address) => ({
        detectors: AGAINST_PAST,
        accounts: [`${row.chain}:${address}`],
        start: row.time,
        end: row.time,
        why: 'touched by a planted transfer',
      })),
    );
}

const least = (values: readonly number[]) =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

const SERVICE_QUIET = [
  'rapid-pass-through',
  'fan-in',
  'fan-out',
  'gather-scatter',
  'hub-and-spoke',
  'destination-coordination',
  'temporal-coordination',
  'volume-coordination',
  'sequential-coordination',
  'layered',
  'peel-chain',
  'split-merge',
  'dense-cluster',
  'ring',
  'direct-cycle',
  'sybil-funding',
  'structuring',
  'periodic-transfer',
  'benford',
  'burst',
  'sequence',
  'balance-robust',
  'dormant-awakening',
] as const;

/** The pool of a token that takes off does break with its own past. */
const takenOff = (town: Town): Neutral => ({
  detectors: AGAINST_PAST,
  accounts: town.pools.filter(({ launched }) => launched).map(({ account }) => keyOf(account)),
  start: START,
  end: END,
  why: 'a token took off',
});

/** The services of the town are look-alikes by nature: each wallet family, pool and shop is one. */
function serviceDecoys(town: Town): Decoy[] {
  const whole = { start: START, end: END, quiet: SERVICE_QUIET };
  return [
    ...town.exchanges.map((exchange) => ({
      ...whole,
      id: `exchange sweeping ${exchange.name} ${exchange.chain}`,
      kind: 'exchange sweeping',
      accounts: [exchange.hot, exchange.cold, ...exchange.deposits.values()].map(keyOf),
    })),
    ...town.pools.map((pool) => ({
      ...whole,
      id: `DEX pool ${pool.base}/${pool.token} ${pool.chain}`,
      kind: pool.launched ? 'pool of a launched token' : 'DEX pool',
      quiet: SERVICE_QUIET.filter(
        (id) => !pool.launched || !(AGAINST_PAST as readonly string[]).includes(id),
      ),
      accounts: [keyOf(pool.account)],
    })),
    ...town.merchants.map((merchant, at) => ({
      ...whole,
      id: `merchant ${at + 1}`,
      kind: 'merchant',
      quiet: [...SERVICE_QUIET, 'trade-size-clustering', 'round-amounts'],
      accounts: [keyOf(merchant)],
    })),
  ];
}
