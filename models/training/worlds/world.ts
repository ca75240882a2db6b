import type { Random } from '../random.ts';

/** A transfer of a made-up chain, in seconds since the world began and units of the asset. */
export interface Movement {
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  readonly amount: number;
  readonly success: boolean;
  readonly gas: number;
  readonly method: string;
}

/** Assets of a made-up chain: their prices differ by orders of magnitude, as in life. */
export const ASSETS: readonly { readonly asset: string; readonly usd: number }[] = [
  { asset: 'ETH', usd: 2500 },
  { asset: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', usd: 1 },
  { asset: '0xdac17f958d2ee523a2206206994597c13d831ec7', usd: 1 },
  { asset: '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599', usd: 40_000 },
  { asset: '0x6982508145454ce325ddbe47a25d4ec3d2311933', usd: 0.00001 },
];

export const DAY = 86_400;

/** A made-up chain while it is being written: accounts, what they are, and what they send. */
export class World {
  readonly random: Random;
  readonly seconds: number;
  readonly movements: Movement[] = [];
  /** What each account is, by its number. */
  readonly kinds: string[] = [];
  /** Exchange wallets, pools and routers: what an investigator has labels for. */
  readonly services = new Set<number>();
  readonly planted = new Set<number>();

  constructor(random: Random, days: number) {
    this.random = random;
    this.seconds = days * DAY;
  }

  account(kind: string): number {
    return this.kinds.push(kind) - 1;
  }

  service(kind: string): number {
    const account = this.account(kind);
    this.services.add(account);
    return account;
  }

  outlier(kind: string): number {
    const account = this.account(kind);
    this.planted.add(account);
    return account;
  }

  /** Writes a transfer worth `usd`; one that lies outside the world's time is left out. */
  send(
    time: number,
    from: number,
    to: number,
    usd: number,
    asset: number,
    how: { success?: boolean; gas?: number; method?: string; exact?: boolean } = {},
  ): void {
    if (time < 0 || time >= this.seconds || from === to) return;
    const units = usd / ASSETS[asset]!.usd;
    this.movements.push({
      time: Math.floor(time),
      from,
      to,
      asset,
      amount: how.exact ? Number(units.toPrecision(2)) : Number(units.toPrecision(7)),
      success: how.success ?? true,
      gas: Math.round(how.gas ?? (asset === 0 ? 21_000 : this.random.between(45_000, 65_000))),
      method: how.method ?? 'transfer',
    });
  }

  /** An instant of a day at which people with the given waking hour act. */
  awake(day: number, wakes: number): number {
    const hour = wakes + 16 * Math.sqrt(this.random.between()) * this.random.between(0.3, 1);
    return day * DAY + ((hour * 3600) % DAY);
  }
}
