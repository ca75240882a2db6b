import type { Random } from '../random.ts';
import { DAY, type World } from './world.ts';

type Plant = (world: World, random: Random, others: readonly number[]) => void;

/** An instant that leaves `days` of the world before it ends. */
const early = (world: World, random: Random, days: number) =>
  random.between(0, Math.max(DAY, world.seconds - days * DAY));

/** Passes on what it gets within minutes, each time between strangers. */
const mule: Plant = (world, random, others) => {
  const account = world.outlier('mule');
  let time = early(world, random, 12);
  for (let round = random.whole(12, 40); round > 0; round -= 1) {
    const usd = random.lognormal(9000, 0.5);
    const asset = random.whole(1, 2);
    world.send(time, random.pick(others), account, usd, asset);
    world.send(time + random.between(15, 150), account, random.pick(others), usd * 0.98, asset);
    time += random.exponential(5 * 3600);
  }
};

/** Two accounts push the same sum to and fro. */
const washPair: Plant = (world, random) => {
  const [a, b] = [world.outlier('wash'), world.outlier('wash')];
  const usd = random.lognormal(3000, 0.8);
  const asset = random.whole(0, 4);
  let time = early(world, random, 8);
  for (let round = random.whole(40, 160); round > 0; round -= 1) {
    const [from, to] = round % 2 === 0 ? [a, b] : [b, a];
    world.send(time, from, to, usd * random.between(0.99, 1.01), asset);
    time += random.between(120, 3600);
  }
};

/** Collects for long, then empties itself within minutes to many strangers. */
const drain: Plant = (world, random, others) => {
  const account = world.outlier('drain');
  for (let count = random.whole(5, 12); count > 0; count -= 1)
    world.send(
      random.between(0, world.seconds * 0.5),
      random.pick(others),
      account,
      random.lognormal(20_000, 0.6),
      1,
    );
  let time = random.between(world.seconds * 0.8, world.seconds * 0.99);
  for (let count = random.whole(15, 60); count > 0; count -= 1) {
    world.send(time, account, random.pick(others), random.lognormal(4000, 0.3), 1);
    time += random.between(2, 40);
  }
};

/** Pays the same round sum to dozens of accounts in one go. */
const sprayer: Plant = (world, random, others) => {
  const account = world.outlier('sprayer');
  const usd = random.pick([1, 5, 10, 50, 100]);
  for (let round = random.whole(1, 4); round > 0; round -= 1) {
    let time = random.between(0, world.seconds * 0.98);
    world.send(time - 3600, random.pick(others), account, usd * 200, 2);
    for (let count = random.whole(60, 250); count > 0; count -= 1) {
      world.send(time, account, random.pick(others), usd, 2, { exact: true });
      time += random.chance(0.6) ? 0 : random.between(1, 13);
    }
  }
};

/** Gathers from many within hours and forwards one sum. */
const collector: Plant = (world, random, others) => {
  const account = world.outlier('collector');
  let time = early(world, random, 6);
  for (let round = random.whole(1, 3); round > 0; round -= 1) {
    const count = random.whole(40, 140);
    const usd = random.lognormal(800, 0.3);
    for (let index = 0; index < count; index += 1) {
      world.send(time, random.pick(others), account, usd * random.lognormal(1, 0.1), 1);
      time += random.exponential(180);
    }
    world.send(time + 300, account, random.pick(others), usd * count * 0.99, 1);
    time += random.between(1, 3) * DAY;
  }
};

/** Moves sums far beyond what the asset is used for otherwise. */
const giant: Plant = (world, random, others) => {
  const account = world.outlier('giant');
  const asset = random.whole(0, 4);
  for (let count = random.whole(6, 25); count > 0; count -= 1) {
    const usd = random.lognormal(2_000_000, 0.8);
    const time = random.between(0, world.seconds);
    if (random.chance(0.5)) world.send(time, random.pick(others), account, usd, asset);
    else world.send(time, account, random.pick(others), usd, asset);
  }
};

/** Tries again and again; most attempts fail, at a high price for gas. */
const failing: Plant = (world, random, others) => {
  const account = world.outlier('failing');
  const target = random.pick(others);
  const share = random.between(0.5, 0.9);
  let time = early(world, random, 5);
  world.send(time - 600, random.pick(others), account, 20_000, 0);
  for (let count = random.whole(60, 300); count > 0; count -= 1) {
    world.send(time, account, target, random.lognormal(300, 0.3), 0, {
      gas: random.between(300_000, 900_000),
      method: random.pick(['exec', 'claim', 'snipe']),
      success: !random.chance(share),
    });
    time += random.exponential(400);
  }
};

/** Sends the same sum at the same interval, day and night. */
const clockwork: Plant = (world, random, others) => {
  const account = world.outlier('clockwork');
  const to = [random.pick(others), random.pick(others)];
  const every = random.pick([600, 1800, 3600]);
  const usd = random.lognormal(200, 0.8);
  let time = early(world, random, 10);
  world.send(time - 600, random.pick(others), account, usd * 300, 1);
  for (let count = random.whole(100, 400); count > 0; count -= 1) {
    world.send(time, account, random.pick(to), usd, 1, { exact: true });
    time += every;
  }
};

const PLANTS: readonly Plant[] = [mule, washPair, drain, sprayer, collector, giant, failing, clockwork];

/** Plants `each` accounts (or pairs) of every kind among the accounts there are. */
export function plantOutliers(world: World, each: number): void {
  const others = world.kinds.flatMap((kind, account) => (kind === 'person' ? [account] : []));
  for (const plant of PLANTS)
    for (let count = 0; count < each; count += 1) plant(world, world.random.fork(), others);
}
