import { Random } from './random.ts';

export type Chain = 'ethereum' | 'polygon' | 'arbitrum';
export const CHAINS: readonly Chain[] = ['ethereum', 'polygon', 'arbitrum'];
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;
/** Seconds since 1970: the first of March 2024. */
export const START = Date.UTC(2024, 2, 1) / 1000;
export const DAYS = 75;
export const END = START + DAYS * DAY;

export interface Account {
  readonly chain: Chain;
  readonly address: string;
}

export interface Asset {
  readonly chain: Chain;
  /** What the file's asset column holds: the contract, or the native symbol. */
  readonly id: string;
  readonly symbol: string;
  readonly digits: number;
  readonly native: boolean;
  /** Whether files state dollars for it. */
  readonly priced: boolean;
}

export interface Row {
  readonly chain: Chain;
  readonly time: number;
  readonly hash: string;
  readonly logIndex: number | null;
  readonly from: string;
  readonly to: string;
  readonly asset: Asset;
  readonly amount: number;
  readonly usd: number | null;
  readonly fee: number;
  readonly gasUsed: number;
  readonly method: string;
  readonly success: boolean;
}

export interface Sending {
  readonly time: number;
  /** Dollars' worth to send; turned into the asset at the day's price. */
  readonly usd?: number;
  /** In units of the asset, in place of dollars. */
  readonly amount?: number;
  readonly asset?: string;
  readonly method?: string;
  readonly gasUsed?: number;
  readonly success?: boolean;
  /** Continues this transaction in place of starting one. */
  readonly hash?: string;
}

const CONTRACTS: Record<string, Partial<Record<Chain, string>>> = {
  USDC: {
    ethereum: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48',
    polygon: '0x3c499c542cef5e3811e1192ce70d8cc03d5c3359',
    arbitrum: '0xaf88d065e77c8cc2239327c5edb3a432268e5831',
  },
  USDT: {
    ethereum: '0xdac17f958d2ee523a2206206994597c13d831ec7',
    polygon: '0xc2132d05d31c914a87c6611c10748aeb04b58e8f',
    arbitrum: '0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9',
  },
  WETH: {
    ethereum: '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2',
    polygon: '0x7ceb23fd6bc0add59e62ac25578270cff1b9f619',
    arbitrum: '0x82af49447d8a07e3bd95bd0d56f35241523fbab1',
  },
};
const NATIVE: Record<Chain, string> = { ethereum: 'ETH', polygon: 'POL', arbitrum: 'ETH' };
const GAS_PRICE: Record<Chain, number> = { ethereum: 25e-9, polygon: 60e-9, arbitrum: 0.1e-9 };

/** Chains, assets, prices and the transfers written so far. */
export class World {
  readonly rows: Row[] = [];
  /** What the generator says an account is, for those who read its output. */
  readonly roles = new Map<string, string>();
  readonly #random: Random;
  readonly #assets = new Map<string, Asset>();
  readonly #prices = new Map<string, number[]>();
  readonly #tokenPrices = new Map<string, number>();
  readonly #transactions = new Map<string, { time: number; logs: number }>();

  constructor(readonly seed: number) {
    this.#random = new Random(`world ${seed}`);
    for (const [symbol, start, swing] of [
      ['ETH', 3300, 0.025],
      ['POL', 0.9, 0.035],
    ] as const) {
      const walk = this.#random.split(`price ${symbol}`);
      let price = start;
      const days: number[] = [];
      for (let day = 0; day < DAYS + 2; day += 1) {
        days.push(price);
        price *= Math.exp(swing * walk.normal());
      }
      this.#prices.set(symbol, days);
    }
    for (const chain of CHAINS) {
      this.#addAsset(chain, NATIVE[chain], NATIVE[chain], 8, true);
      for (const [symbol, contracts] of Object.entries(CONTRACTS))
        this.#addAsset(chain, contracts[chain]!, symbol, symbol === 'WETH' ? 8 : 6, false);
    }
  }

  #addAsset(chain: Chain, id: string, symbol: string, digits: number, native: boolean, priced = true): void {
    this.#assets.set(`${chain}:${symbol}`, { chain, id, symbol, digits, native, priced });
  }

  /** A new small token at `price` dollars; no file states its price unless `priced`. */
  addToken(chain: Chain, symbol: string, price: number, priced: boolean): void {
    const id = `0x${this.#random.split(`token ${chain} ${symbol}`).hex(20)}`;
    this.#addAsset(chain, id, symbol, 4, false, priced);
    this.#tokenPrices.set(`${chain}:${symbol}`, price);
  }

  asset(chain: Chain, symbol: string): Asset {
    const found = this.#assets.get(`${chain}:${symbol === 'native' ? NATIVE[chain] : symbol}`);
    if (!found) throw new Error(`There is no ${symbol} on ${chain}.`);
    return found;
  }

  /** Dollars for one unit on the day of `time`; days before the window cost what its first day does. */
  price(asset: Asset, time: number): number {
    if (asset.symbol === 'USDC' || asset.symbol === 'USDT') return 1;
    const token = this.#tokenPrices.get(`${asset.chain}:${asset.symbol}`);
    if (token !== undefined) return token;
    const days = this.#prices.get(asset.symbol === 'WETH' ? 'ETH' : asset.symbol)!;
    return days[Math.max(0, Math.min(days.length - 1, Math.floor((time - START) / DAY)))]!;
  }

  /** A new address whose bytes come from `random`. */
  account(random: Random, chain: Chain, role: string): Account {
    const account = { chain, address: `0x${random.hex(20)}` };
    this.roles.set(`${chain}:${account.address}`, role);
    return account;
  }

  /** Writes a transfer. Gives its transaction hash and its amount in units of the asset. */
  send(random: Random, from: Account, to: Account, sending: Sending): { hash: string; amount: number } {
    if (from.chain !== to.chain) throw new Error('A transfer stays on one chain.');
    const asset = this.asset(from.chain, sending.asset ?? 'USDC');
    const time = Math.round(sending.time);
    const price = this.price(asset, time);
    const units = sending.amount ?? (sending.usd ?? 0) / price;
    const amount = Math.max(10 ** -asset.digits, rounded(units, asset.digits));
    const hash = sending.hash ?? `0x${random.hex(32)}`;
    const transaction = this.#transactions.get(hash) ?? { time, logs: random.whole(0, 120) };
    this.#transactions.set(hash, { time: transaction.time, logs: transaction.logs + 3 });
    const gasUsed = sending.gasUsed ?? (asset.native ? 21_000 : random.whole(44_000, 66_000));
    const gasPrice = GAS_PRICE[from.chain] * random.between(0.7, 1.4);
    this.rows.push({
      chain: from.chain,
      time: transaction.time,
      hash,
      logIndex: asset.native ? null : transaction.logs,
      from: from.address,
      to: to.address,
      asset,
      amount,
      usd: asset.priced ? rounded(amount * price, 2) : null,
      fee: rounded(gasUsed * gasPrice, 9),
      gasUsed,
      method: sending.method ?? (asset.native ? '' : 'transfer'),
      success: sending.success ?? true,
    });
    return { hash, amount };
  }

  timeOf(hash: string): number {
    const found = this.#transactions.get(hash);
    if (!found) throw new Error(`There is no transaction ${hash}.`);
    return found.time;
  }

  /** All rows in the order of time; those of one second in the order written. */
  inOrder(): Row[] {
    return this.rows
      .map((row, at) => ({ row, at }))
      .sort((a, b) => a.row.time - b.row.time || a.at - b.at)
      .map(({ row }) => row);
  }
}

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** As a person types it: to two significant digits in `share` of cases, else to cents. */
export function typed(random: Random, usd: number, share = 0.18): number {
  if (!random.chance(share)) return usd;
  const step = 10 ** Math.floor(Math.log10(usd) - (random.chance(0.5) ? 1 : 0));
  return Math.max(step, Math.round(usd / step) * step);
}
