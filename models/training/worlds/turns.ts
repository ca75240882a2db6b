import type { Random } from '../random.ts';
import { DAY, type World } from './world.ts';

type Turn = (world: World, random: Random, others: readonly number[]) => void;

/** An ordinary past: two or three dozen movements by day with a few counterparties. @returns when it ends, in seconds */
function past(world: World, random: Random, account: number, others: readonly number[], usd: number): number {
  const few = Array.from({ length: random.whole(2, 5) }, () => random.pick(others));
  const wakes = random.between(0, 24);
  const count = random.whole(18, 36);
  const step = (world.seconds * random.between(0.55, 0.8)) / DAY / count;
  for (let index = 0; index < count; index += 1) {
    const time = world.awake(Math.floor(index * step), wakes);
    const [from, to] = random.chance(0.5) ? [account, random.pick(few)] : [random.pick(few), account];
    world.send(time, from, to, usd * random.lognormal(1, 0.8), random.chance(0.8) ? 1 : 0);
  }
  return (count * step + 1) * DAY;
}

/** Emptied by someone else: large sums to strangers, seconds apart. */
const takenOver: Turn = (world, random, others) => {
  const account = world.outlier('taken-over');
  const usd = random.lognormal(300, 0.6);
  let time = past(world, random, account, others, usd) + random.between(0, 3) * DAY;
  for (let count = random.whole(7, 10); count > 0; count -= 1) {
    world.send(time, account, random.pick(others), usd * random.lognormal(15, 0.5), 1);
    time += random.between(5, 60);
  }
};

/** The same rhythm with sums a hundred times as large. */
const grown: Turn = (world, random, others) => {
  const account = world.outlier('grown');
  const usd = random.lognormal(200, 0.5);
  let time = past(world, random, account, others, usd);
  for (let count = random.whole(7, 10); count > 0; count -= 1) {
    const [from, to] = random.chance(0.5) ? [account, random.pick(others)] : [random.pick(others), account];
    world.send(time, from, to, usd * random.lognormal(120, 0.4), 1);
    time += random.lognormal(DAY * 0.7, 0.6);
  }
};

/** The same sums in a burst, to and fro with one account. */
const hurried: Turn = (world, random, others) => {
  const account = world.outlier('hurried');
  const usd = random.lognormal(400, 0.6);
  let time = past(world, random, account, others, usd) + random.between(0, 2) * DAY;
  const other = random.pick(others);
  for (let count = random.whole(7, 10); count > 0; count -= 1) {
    const [from, to] = count % 2 === 0 ? [account, other] : [other, account];
    world.send(time, from, to, usd * random.lognormal(1, 0.3), 1);
    time += random.between(3, 40);
  }
};

/** Turns into a relay: large receipts from strangers, passed on within the minute. */
const relay: Turn = (world, random, others) => {
  const account = world.outlier('relay');
  const usd = random.lognormal(300, 0.6);
  let time = past(world, random, account, others, usd);
  for (let count = random.whole(4, 5); count > 0; count -= 1) {
    const sum = usd * random.lognormal(30, 0.5);
    world.send(time, random.pick(others), account, sum, 1);
    world.send(time + random.between(10, 60), account, random.pick(others), sum * 0.99, 1);
    time += random.exponential(4 * 3600);
  }
};

const TURNS: readonly Turn[] = [takenOver, grown, hurried, relay];

/** Plants `each` accounts of every kind whose last transfers break with their own past. */
export function plantTurns(world: World, each: number): void {
  const others = world.kinds.flatMap((kind, account) => (kind === 'person' ? [account] : []));
  for (const turn of TURNS)
    for (let count = 0; count < each; count += 1) turn(world, world.random.fork(), others);
}
