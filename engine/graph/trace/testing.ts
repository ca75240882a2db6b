import type { TraceMethod } from '#contract/trace.ts';
import { HoldingKeys, type Seed, WHOLE } from './follow.ts';
import type { Holding, Movement, Service, Swap, TraceSource } from './movements.ts';
import { balanceOf, type Found, type SearchRules, search } from './search.ts';

export interface SmallMovement {
  readonly from: number;
  readonly to: number;
  readonly amount: number | bigint;
  readonly asset?: number;
}

export const ASSETS = 4;

/** Movements in the order of the list, a second apart; the row is the place in the list. */
export const smallHistory = (list: readonly SmallMovement[]): Movement[] =>
  list.map(({ from, to, amount, asset }, row) => ({
    row,
    fee: false,
    from,
    to,
    asset: asset ?? 0,
    amount: BigInt(amount),
    micros: row * 1e6,
    txIndex: null,
    txKey: BigInt(row),
    logIndex: null,
    tieKey: 0n,
  }));

/** A source in memory that counts what it is asked for. */
export class SmallSource implements TraceSource {
  readonly history: readonly Movement[];
  readonly services: ReadonlyMap<number, Service>;
  readonly known: readonly Swap[];
  asked = 0;

  constructor(
    history: readonly Movement[],
    services: ReadonlyMap<number, Service> = new Map(),
    swaps: readonly Swap[] = [],
  ) {
    this.history = history;
    this.services = services;
    this.known = swaps;
  }
  async movements(holdings: readonly Holding[]): Promise<Movement[]> {
    const keys = new HoldingKeys(ASSETS);
    const wanted = new Set(holdings.map(({ account, asset }) => keys.of(account, asset)));
    const found = this.history.filter(
      ({ from, to, asset }) => wanted.has(keys.of(from, asset)) || wanted.has(keys.of(to, asset)),
    );
    this.asked += found.length;
    return found;
  }
  async transfersOf(accounts: readonly number[]): Promise<Map<number, number>> {
    return new Map(
      accounts.map((account) => [
        account,
        this.history.filter(({ from, to }) => from === account || to === account).length,
      ]),
    );
  }
  async labelled(accounts: readonly number[]): Promise<Map<number, Service>> {
    return new Map([...this.services].filter(([account]) => accounts.includes(account)));
  }
  async behaving(): Promise<Map<number, Service>> {
    return new Map();
  }
  async swaps(rows: readonly number[], side: 'taken' | 'given'): Promise<Map<number, Swap>> {
    return new Map(
      this.known.filter((swap) => rows.includes(swap[side].row)).map((swap) => [swap[side].row, swap]),
    );
  }
}

export interface SmallTrace extends Partial<Omit<SearchRules, 'methods'>> {
  readonly methods: readonly TraceMethod[];
}

/** Traces through a small history without limits, unless some are given. */
export async function traceSmall(
  source: SmallSource,
  seed: Seed,
  { methods, ...rules }: SmallTrace,
): Promise<readonly Found[]> {
  const first = seed.kind === 'movement' ? source.history.filter(({ row }) => row * 2 === seed.key) : [];
  const { found } = await search(
    source,
    seed,
    first,
    ASSETS,
    {
      methods,
      forward: true,
      maxHops: 1000,
      minShare: 0n,
      until: null,
      maxAccounts: 1000,
      maxRows: 1_000_000,
      busyTransfers: 1_000_000,
      stopsAt: () => true,
      followSwaps: false,
      ...rules,
    },
    { between: async () => undefined, report: () => undefined },
  );
  return found;
}

export const rowSeed = (history: readonly Movement[], row: number): Seed => ({
  kind: 'movement',
  key: row * 2,
  amount: history[row]!.amount,
  asset: history[row]!.asset,
});

/** Traced units by row. */
export const tracedByRow = ({ pass }: Found): Map<number, bigint> =>
  new Map(pass.flows.map(({ movement, traced }) => [movement.row, traced]));

/** Traced units that stayed, by account, of one asset. */
export const leftByAccount = ({ pass, keys }: Found, asset = 0): Map<number, bigint> =>
  new Map(
    [...pass.held]
      .filter(([key]) => keys.asset(key) === asset)
      .map(([key, left]) => [keys.account(key), left]),
  );

/** For every asset: units in, units accounted for, and their difference. */
export const conservation = (found: Found, seedAsset: number) =>
  Array.from({ length: ASSETS }, (_, asset) =>
    balanceOf(found, asset, asset === seedAsset ? found.pass.begun : 0n, 'held'),
  );

export const percent = (share: number): bigint => BigInt(Math.round(share * 1e6)) * (WHOLE / 100_000_000n);
