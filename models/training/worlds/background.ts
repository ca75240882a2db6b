import type { Random } from '../random.ts';
import { DAY, type World } from './world.ts';

/** The services of a world, with which everyone deals. */
export interface Services {
  readonly exchanges: readonly number[];
  readonly pools: readonly number[];
  readonly shops: readonly number[];
}

/** Fills a world with ordinary business; `people` is the number of private accounts. */
export function background(world: World, people: number): void {
  const { random } = world;
  const services: Services = {
    exchanges: Array.from({ length: random.whole(2, 5) }, () => world.service('exchange')),
    pools: Array.from({ length: random.whole(4, 10) }, () => world.service('pool')),
    shops: Array.from({ length: random.whole(10, 25) }, () => world.account('shop')),
  };
  const persons = Array.from({ length: people }, () => world.account('person'));
  for (const person of persons) live(world, random.fork(), person, persons, services);
  for (const shop of services.shops) payOut(world, random, shop, services);
  for (let index = 0; index < people * 0.15; index += 1) deposit(world, random, persons, services);
  for (let index = 0; index < people * 0.06; index += 1) trade(world, random, services);
  for (let index = 0; index < people * 0.04; index += 1) validate(world, random, services);
  for (let index = 0; index < people * 0.008; index += 1) employ(world, random, persons, services);
  for (let index = 0; index < people * 0.01; index += 1) makeMarkets(world, random, services);
}

const spread = (random: Random) => random.lognormal(1, 1.1);

/** A private account: withdrawals, friends, shops, now and then a swap; active by day, in bouts. */
function live(world: World, random: Random, person: number, persons: readonly number[], services: Services) {
  const days = world.seconds / DAY;
  const wakes = random.between(0, 24);
  const wealth = random.lognormal(300, 1.2);
  const favourite = random.chance(0.6) ? 1 : random.pick([0, 0, 2, 3, 4]);
  const friends = Array.from({ length: random.whole(1, 6) }, () => random.pick(persons));
  const exchange = random.pick(services.exchanges);
  const bouts = Math.ceil(random.lognormal(7, 0.8));
  const from = random.between(0, days * 0.6);
  for (let bout = 0; bout < Math.min(bouts, 120); bout += 1) {
    let time = world.awake(Math.floor(random.between(from, days)), wakes);
    for (let step = random.whole(1, 3); step > 0; step -= 1) {
      const asset = random.chance(0.75) ? favourite : random.whole(0, 4);
      const usd = wealth * spread(random) * 0.3;
      const draw = random.between();
      if (draw < 0.25) world.send(time, exchange, person, usd * 2, asset, { exact: random.chance(0.3) });
      else if (draw < 0.35) world.send(time, person, exchange, usd * 2, asset);
      else if (draw < 0.6)
        world.send(time, person, random.pick(friends), usd, asset, { exact: random.chance(0.3) });
      else if (draw < 0.8)
        world.send(time, person, random.pick(services.shops), usd * 0.3, asset, {
          exact: random.chance(0.15),
        });
      else swap(world, random, person, random.pick(services.pools), usd, time);
      if (random.chance(0.03))
        world.send(time + 30, person, random.pick(friends), usd, asset, { success: false });
      time += random.lognormal(900, 1.4);
    }
  }
}

function swap(world: World, random: Random, account: number, pool: number, usd: number, time: number) {
  const sold = random.whole(0, 4);
  const bought = (sold + random.whole(1, 4)) % 5;
  const gas = random.between(110_000, 260_000);
  const success = !random.chance(0.04);
  world.send(time, account, pool, usd, sold, { gas, method: 'swap', success });
  if (success) world.send(time, pool, account, usd * 0.997, bought, { gas, method: 'swap' });
}

/** A shop sends its takings to an exchange every few days. */
function payOut(world: World, random: Random, shop: number, { exchanges }: Services) {
  const every = random.whole(2, 10) * DAY;
  const exchange = random.pick(exchanges);
  for (let time = random.between(0, every); time < world.seconds; time += every + random.normal() * 3600)
    world.send(time, shop, exchange, random.lognormal(2500, 0.6), random.chance(0.8) ? 1 : 2);
}

/** A deposit address of an exchange: every receipt is swept within the hour. Ordinary pass-through. */
function deposit(world: World, random: Random, persons: readonly number[], { exchanges }: Services) {
  const address = world.account('deposit');
  const owner = random.pick(persons);
  const exchange = random.pick(exchanges);
  const asset = random.chance(0.6) ? 1 : random.whole(0, 3);
  const size = random.lognormal(500, 1);
  for (let count = random.whole(3, 14); count > 0; count -= 1) {
    const time = random.between(0, world.seconds);
    const usd = size * spread(random);
    world.send(time, owner, address, usd, asset);
    world.send(time + random.lognormal(1500, 0.8), address, exchange, usd * 0.9995, asset);
  }
}

/** Someone who swaps daily. */
function trade(world: World, random: Random, { pools, exchanges }: Services) {
  const trader = world.account('trader');
  const mine = Array.from({ length: random.whole(1, 4) }, () => random.pick(pools));
  const wakes = random.between(0, 24);
  const wealth = random.lognormal(1500, 1);
  const exchange = random.pick(exchanges);
  const rate = random.lognormal(1.5, 0.6);
  world.send(random.between(0, DAY), exchange, trader, wealth * 5, random.whole(0, 2));
  for (let day = 0; day < world.seconds / DAY; day += 1)
    for (let count = Math.floor(random.exponential(rate)); count > 0; count -= 1)
      swap(world, random, trader, random.pick(mine), wealth * spread(random), world.awake(day, wakes));
}

/** A validator: small regular rewards, sold now and then. */
function validate(world: World, random: Random, { exchanges, pools }: Services) {
  const validator = world.account('validator');
  const payer = random.pick(pools);
  const every = random.between(0.5, 3) * DAY;
  const reward = random.lognormal(40, 0.7);
  for (let time = random.between(0, every); time < world.seconds; time += every + random.normal() * 1200)
    world.send(time, payer, validator, reward * random.lognormal(1, 0.15), 0);
  for (let count = random.whole(1, 6); count > 0; count -= 1)
    world.send(random.between(0, world.seconds), validator, random.pick(exchanges), reward * 12, 0);
}

/** An employer pays a few dozen people on one day of the month. */
function employ(world: World, random: Random, persons: readonly number[], { exchanges }: Services) {
  const employer = world.account('employer');
  const staff = Array.from({ length: random.whole(8, 40) }, () => ({
    person: random.pick(persons),
    wage: random.lognormal(3000, 0.4),
  }));
  for (let day = random.whole(0, 20); day < world.seconds / DAY; day += 30) {
    let time = day * DAY + random.between(8, 18) * 3600;
    world.send(time - random.between(3600, 20_000), random.pick(exchanges), employer, staff.length * 3100, 1);
    for (const { person, wage } of staff) {
      world.send(time, employer, person, wage, 1, { exact: random.chance(0.5) });
      time += random.between(12, 120);
    }
  }
}

/** A market maker: many swaps around the clock. */
function makeMarkets(world: World, random: Random, { pools, exchanges }: Services) {
  const maker = world.account('maker');
  const mine = [random.pick(pools), random.pick(pools)];
  const size = random.lognormal(4000, 0.5);
  const pause = random.lognormal(2.5 * 3600, 0.4);
  world.send(0, random.pick(exchanges), maker, size * 20, 1);
  for (let time = random.exponential(pause); time < world.seconds; time += random.exponential(pause))
    swap(world, random, maker, random.pick(mine), size * random.lognormal(1, 0.5), time);
}
