import type { TraceMethod } from '#contract/trace.ts';
import { politely, type Steps } from '../../detectors/ledger/steps.ts';
import { type Flow, type FollowRules, follow, HoldingKeys, type Pass, type Seed } from './follow.ts';
import {
  type Holding,
  type Movement,
  movementKey,
  ordered,
  type Service,
  type Swap,
  type TraceSource,
} from './movements.ts';

export interface SearchRules extends Omit<FollowRules, 'method'> {
  readonly methods: readonly TraceMethod[];
  /** Balances followed, for each method. */
  readonly maxAccounts: number;
  /** Rows read, for each method. */
  readonly maxRows: number;
  readonly busyTransfers: number;
  readonly stopsAt: (service: Service) => boolean;
  readonly followSwaps: boolean;
}

/** A trace by one method, before it is put into words. */
export interface Found {
  readonly method: TraceMethod;
  readonly pass: Pass;
  readonly keys: HoldingKeys;
  /** False where balances were left out because the search was large enough. */
  readonly complete: boolean;
  /** Balances followed, and movements of theirs that were read. */
  readonly balances: number;
  readonly rows: number;
}

export interface Searched {
  readonly found: readonly Found[];
  readonly services: ReadonlyMap<number, Service>;
  /** Swaps that traced money was followed through. */
  readonly swaps: readonly Swap[];
}

interface Run {
  readonly method: TraceMethod;
  readonly followed: Set<number>;
  readonly refused: Set<number>;
  pass: Pass | null;
  final: boolean;
}

/** Balances asked for at once: enough to be worth a question, few enough to stop in time. */
const BATCH = 256;

/**
 * Follows traced money to its ends by several methods at once. Each turn walks over what is known, then looks up what
 * it met for the first time, set-wise: services, swaps, movements of further balances. What one method
 * has read the others need not read again, but each has limits of its own, so that a result does not depend on
 * which methods are asked for together. Ends when nothing is unknown; the turns are at most about as many as the hops.
 */
export async function search(
  source: TraceSource,
  seed: Seed,
  first: readonly Movement[],
  assets: number,
  rules: SearchRules,
  { between, report }: { between: () => Promise<void>; report: (balances: number, rows: number) => void },
): Promise<Searched> {
  const keys = new HoldingKeys(assets);
  const store = new Map<number, Movement>(first.map((movement) => [movementKey(movement), movement]));
  const rowsOf = new Map<number, number>();
  const labelled = new Map<number, Service | null>();
  const behaving = new Map<number, Service | null>();
  const busy = new Map<number, number | null>();
  const counts = new Map<number, number>();
  const swaps = new Map<number, Swap | null>();
  let sorted = ordered([...store.values()], []);

  const load = async (wanted: readonly Holding[]): Promise<void> => {
    const fresh = wanted.filter(({ account, asset }) => !rowsOf.has(keys.of(account, asset)));
    if (fresh.length === 0) return;
    for (const { account, asset } of fresh) rowsOf.set(keys.of(account, asset), 0);
    for (const movement of await source.movements(fresh)) store.set(movementKey(movement), movement);
    const asked = new Set(fresh.map(({ account, asset }) => keys.of(account, asset)));
    for (const movement of store.values())
      for (const account of [movement.from, movement.to]) {
        const key = keys.of(account, movement.asset);
        if (asked.has(key)) rowsOf.set(key, rowsOf.get(key)! + 1);
      }
  };
  const rowsRead = (run: Run): number =>
    [...run.followed].reduce((sum, key) => sum + (rowsOf.get(key) ?? 0), 0);

  const runs: Run[] = rules.methods.map((method) => ({
    method,
    followed: new Set(),
    refused: new Set(),
    pass: null,
    final: false,
  }));
  if (seed.kind === 'balance') {
    await load([seed]);
    for (const run of runs) run.followed.add(keys.of(seed.account, seed.asset));
    sorted = ordered([...store.values()], []);
  }

  while (runs.some((run) => !run.final)) {
    for (const run of runs) {
      if (run.final) continue;
      const steps: Steps<Pass> = follow(
        seed,
        { ...rules, method: run.method },
        {
          movements: sorted,
          keys,
          followed: run.followed,
          refused: run.refused,
          labelled: (account) => labelled.get(account),
          behaving: (account) => behaving.get(account),
          busy: (account) => busy.get(account),
          swap: (key) => (rules.followSwaps ? swaps.get(key) : null),
        },
      );
      run.pass = await politely(steps, between);
      const { unknown } = run.pass;
      run.final = unknown.accounts.size + unknown.holdings.length + unknown.swaps.size === 0;
    }
    const open = runs.filter((run) => !run.final);
    report(rowsOf.size, store.size);
    await between();

    const union = <T>(of: (pass: Pass) => Iterable<T>): T[] => [
      ...new Set(open.flatMap((run) => [...of(run.pass!)])),
    ];
    const unlabelled = union(({ unknown }) => unknown.accounts).filter((account) => !labelled.has(account));
    if (unlabelled.length > 0) {
      const found = await source.labelled(unlabelled);
      for (const account of unlabelled) labelled.set(account, stopping(found.get(account), rules));
    }
    const unseen = union(({ unknown }) => unknown.accounts).filter(
      (account) => labelled.get(account) === null && !busy.has(account),
    );
    if (unseen.length > 0) {
      const transfers = await source.transfersOf(unseen);
      for (const account of unseen) {
        const count = transfers.get(account) ?? 0;
        counts.set(account, count);
        busy.set(account, count > rules.busyTransfers ? count : null);
      }
      const quiet = unseen.filter((account) => busy.get(account) === null);
      const found = quiet.length === 0 ? new Map<number, Service>() : await source.behaving(quiet);
      for (const account of unseen) behaving.set(account, stopping(found.get(account), rules));
    }
    const traded = union(({ unknown }) => unknown.swaps).filter((key) => !swaps.has(key));
    if (traded.length > 0) {
      const found = await source.swaps(
        traded.filter((key) => key % 2 === 0).map((key) => key / 2),
        rules.forward ? 'taken' : 'given',
      );
      for (const key of traded) {
        const swap = found.get(key / 2) ?? null;
        swaps.set(key, swap);
        if (swap) for (const side of [swap.taken, swap.given]) store.set(movementKey(side), side);
      }
    }
    for (const run of open) {
      const wanted = run
        .pass!.unknown.holdings.filter(
          ({ account }) =>
            labelled.get(account) === null && behaving.get(account) === null && busy.get(account) === null,
        )
        .sort(
          (a, b) =>
            (a.traced < b.traced ? 1 : a.traced > b.traced ? -1 : 0) ||
            a.account - b.account ||
            a.asset - b.asset,
        );
      for (let at = 0; at < wanted.length; at += BATCH) {
        const batch = wanted.slice(at, at + BATCH);
        let rows = rowsRead(run);
        const taken: Holding[] = [];
        for (const holding of batch) {
          const most = counts.get(holding.account) ?? 0;
          const fits =
            run.followed.size + taken.length < rules.maxAccounts &&
            (rows + most <= rules.maxRows || (run.followed.size === 0 && taken.length === 0));
          if (!fits) {
            run.refused.add(keys.of(holding.account, holding.asset));
            continue;
          }
          rows += most;
          taken.push(holding);
        }
        await load(taken);
        for (const { account, asset } of taken) run.followed.add(keys.of(account, asset));
        await between();
      }
    }
    sorted = ordered(
      [...store.values()],
      [...swaps.values()].filter((swap) => swap !== null),
    );
  }

  const services = new Map<number, Service>();
  for (const known of [behaving, labelled])
    for (const [account, service] of known) if (service) services.set(account, service);
  const through = new Set(
    runs.flatMap(({ pass }) =>
      pass!.flows.filter(({ end }) => end === 'converted').map(({ movement }) => movementKey(movement)),
    ),
  );
  return {
    found: runs.map((run) => ({
      method: run.method,
      pass: run.pass!,
      keys,
      complete: run.refused.size === 0,
      balances: run.followed.size,
      rows: rowsRead(run),
    })),
    services,
    swaps: [...swaps].flatMap(([key, swap]) => (swap && through.has(key) ? [swap] : [])),
  };
}

const stopping = (service: Service | undefined, rules: SearchRules): Service | null =>
  service && rules.stopsAt(service) ? service : null;

/** Sum of all traced parts, which ends where, asset by asset; the same units on both sides, or the program is at fault. */
export function balanceOf({ pass, keys }: Found, asset: number, begun: bigint, left: 'held' | 'opening') {
  const parts = new Map<NonNullable<Flow['end']>, bigint>();
  const add = (reason: NonNullable<Flow['end']>, amount: bigint) =>
    parts.set(reason, (parts.get(reason) ?? 0n) + amount);
  for (const flow of pass.flows)
    if (flow.end !== null && flow.movement.asset === asset) add(flow.end, flow.traced);
  for (const [key, amount] of pass.held) if (keys.asset(key) === asset) add(left, amount);
  const converted = pass.converted.get(asset) ?? 0n;
  let mixed = 0n;
  for (const [key, amount] of pass.mixed) if (keys.asset(key) === asset) mixed += amount;
  const out = [...parts.values()].reduce((sum, amount) => sum + amount, 0n);
  return { begun, converted, mixed, parts, difference: begun + converted + mixed - out };
}
