import type { Random } from '../random.ts';
import { CHAINS, type Chain, DAY, END, START, type World } from '../world.ts';
import { habitOf, live, moment } from './live.ts';
import { Town } from './town.ts';

const PEOPLE: Record<Chain, number> = { ethereum: 2600, polygon: 1100, arbitrum: 1100 };
/** How many small tokens each chain's pools trade, besides the ones that launch. */
const TOKENS = ['ALP', 'BRK', 'CYD'];

/** Builds a town: services first, then the people who use them. */
export function settle(random: Random, world: World): Town {
  const town = new Town(world);
  services(random.split('services'), town);
  people(random.split('people'), town);
  marketMakers(random.split('market makers'), town);
  merchants(random.split('merchants'), town);
  return town;
}

function services(random: Random, town: Town): void {
  const { world } = town;
  for (const chain of CHAINS) {
    const names = chain === 'ethereum' ? ['Aldgate', 'Borealis', 'Cormorant'] : ['Aldgate', 'Borealis'];
    for (const [at, name] of names.entries()) {
      const exchange = {
        name,
        chain,
        hot: world.account(random, chain, `hot wallet of exchange ${name}`),
        cold: world.account(random, chain, `cold wallet of exchange ${name}`),
        labelled: at === 0,
        sweeps: at === 1 ? ('daily' as const) : ('each' as const),
        deposits: new Map(),
      };
      town.exchanges.push(exchange);
      for (let day = START + 2 * DAY; day < END; day += 3 * DAY)
        world.send(
          random,
          ...(random.chance(0.5)
            ? ([exchange.hot, exchange.cold] as const)
            : ([exchange.cold, exchange.hot] as const)),
          {
            asset: random.pick(['USDC', 'USDT']),
            usd: random.lognormal(260_000, 0.6),
            time: moment(random, day),
          },
        );
    }
    town.routers[chain] = world.account(random, chain, 'DEX router');
    town.bridges[chain] = world.account(random, chain, 'bridge contract');
    town.mixers[chain] = world.account(random, chain, 'mixer');
    for (const token of TOKENS) world.addToken(chain, token, random.lognormal(0.8, 0.9), token !== 'CYD');
    for (const [base, token] of [['USDC', 'WETH'], ['USDT', 'WETH'], ...TOKENS.map((name) => ['USDC', name])])
      town.pools.push({
        chain,
        account: world.account(random, chain, `pool ${base}/${token}`),
        base: base!,
        token: token!,
        launched: false,
      });
    for (let at = 0; at < 3; at += 1) town.merchants.push(world.account(random, chain, 'merchant'));
    for (let at = 0; at < 4; at += 1)
      town.sanctioned.push(world.account(random, chain, 'sanctioned account'));
  }
}

function people(random: Random, town: Town): void {
  for (const chain of CHAINS) {
    const folk = town.retail[chain];
    for (let at = 0; at < PEOPLE[chain]; at += 1) folk.push(town.world.account(random, chain, 'retail'));
    for (const [at, account] of folk.entries()) {
      const own = random.split(`${chain} ${at}`);
      const near = [-7, -3, -1, 1, 2, 5, 11].map((step) => folk[(at + step + folk.length) % folk.length]!);
      const contacts = [...own.sample(near, own.whole(1, 4)), own.pick(folk)];
      const from = own.chance(0.6) ? START : START + own.between(0, 55) * DAY;
      live(own, town, account, habitOf(own, town, account, { from, to: END, contacts }));
    }
  }
}

function marketMakers(random: Random, town: Town): void {
  for (const chain of CHAINS) {
    const maker = town.world.account(random, chain, 'market maker');
    const pools = town.poolsOn(chain);
    const exchange = town.exchangesOn(chain)[0]!;
    for (let day = START; day < END; day += DAY)
      for (let turn = random.whole(8, 18); turn > 0; turn -= 1)
        town.swap(
          random,
          random.pick(pools),
          maker,
          random.lognormal(4000, 0.8),
          day + random.between(0, DAY),
          random.chance(0.5),
        );
    for (let day = START + DAY; day < END; day += 2 * DAY) {
      town.withdraw(random, exchange, maker, 'USDC', random.lognormal(30_000, 0.4), moment(random, day));
      town.deposit(random, exchange, maker, 'USDC', random.lognormal(28_000, 0.4), moment(random, day));
    }
  }
}

/** Each merchant brings its takings to its exchange every few days. */
function merchants(random: Random, town: Town): void {
  for (const merchant of town.merchants)
    for (let day = START + 3 * DAY; day < END; day += random.whole(3, 5) * DAY)
      town.deposit(
        random,
        random.pick(town.exchangesOn(merchant.chain)),
        merchant,
        'USDC',
        random.lognormal(1500, 0.3),
        moment(random, day),
      );
}
