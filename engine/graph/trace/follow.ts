import type { TraceEndReason, TraceMethod } from '#contract/trace.ts';
import type { Steps } from '../../detectors/ledger/steps.ts';
import { FEES, type Movement, movementKey, type Service, type Swap } from './movements.ts';
import { type Parcel, type Purse, parcelOf, plain, purseFor } from './purse.ts';

/** Shares are counted in these parts of the traced amount. */
export const WHOLE = 10n ** 12n;
const SLICE = 2048;

/** Balances as numbers. */
export class HoldingKeys {
  readonly #assets: number;
  /** @param assets more than any asset's number */
  constructor(assets: number) {
    this.#assets = assets;
  }
  of(account: number, asset: number): number {
    return account < 0 ? -1 : account * this.#assets + asset;
  }
  account(key: number): number {
    return Math.floor(key / this.#assets);
  }
  asset(key: number): number {
    return key % this.#assets;
  }
}

export type Seed =
  | { readonly kind: 'movement'; readonly key: number; readonly amount: bigint; readonly asset: number }
  | {
      readonly kind: 'balance';
      readonly account: number;
      readonly asset: number;
      /** Microseconds; the balance after all movements of this instant. */
      readonly at: number;
    };

export interface FollowRules {
  readonly method: TraceMethod;
  readonly forward: boolean;
  readonly maxHops: number;
  /** In parts of `WHOLE`. */
  readonly minShare: bigint;
  /** Microseconds: later movements (backward: earlier ones) are not followed. */
  readonly until: number | null;
}

/** What is known so far; a pass that meets what is not known says so. */
export interface Known {
  /** In the order in which they happened. */
  readonly movements: readonly Movement[];
  readonly keys: HoldingKeys;
  /** Balances whose movements are all there and which are followed. */
  readonly followed: ReadonlySet<number>;
  /** Balances left out because the search was large enough. */
  readonly refused: ReadonlySet<number>;
  /** undefined: not looked up yet. */
  readonly labelled: (account: number) => Service | null | undefined;
  readonly behaving: (account: number) => Service | null | undefined;
  /** Transfers, where there are too many to follow; undefined: not looked up yet. */
  readonly busy: (account: number) => number | null | undefined;
  /** By movement key, of movements into (backward: out of) a pool; undefined: not looked up yet; null where swaps are not followed, or none fits. */
  readonly swap: (key: number) => Swap | null | undefined;
}

/** A traced part of one movement. `payer` and `receiver` are as tracing goes: turned round when it goes backward. */
export interface Flow {
  readonly movement: Movement;
  readonly payer: number;
  readonly receiver: number;
  readonly traced: bigint;
  readonly hop: number;
  readonly end: TraceEndReason | null;
  /** Transfers of an account too busy to follow. */
  readonly transfers?: number;
}

interface Pending {
  readonly account: number;
  readonly asset: number;
  traced: bigint;
}

export interface Pass {
  /** What was traced at the beginning. */
  readonly begun: bigint;
  readonly flows: readonly Flow[];
  /** Traced money left in followed balances, by holding key. */
  readonly held: ReadonlyMap<number, bigint>;
  /** Poison: untraced units that became traced by being mixed, by holding key. */
  readonly mixed: ReadonlyMap<number, bigint>;
  /** Units that came out of swaps that were followed, by asset. */
  readonly converted: ReadonlyMap<number, bigint>;
  /** Parts of `WHOLE` that so many units of an asset stand for. */
  readonly share: (asset: number, amount: bigint) => bigint;
  /** What has to be looked up before the pass can be final. */
  readonly unknown: {
    readonly accounts: ReadonlySet<number>;
    readonly holdings: readonly Pending[];
    readonly swaps: ReadonlySet<number>;
  };
}

/** A purse and the least number of transfers from the beginning after which traced money reached it. */
interface Reached {
  readonly purse: Purse;
  hops: number;
}

/**
 * One walk over the known movements in time (backward: against it), moving traced money from purse to purse. A
 * balance that pays more than the rows gave it held the difference before the first row: that opening balance is
 * untraced. Backward, everything is turned round: payers receive, and what is left at the end was there before the
 * first row. Under FIFO, LIFO and haircut the backward walk finds exactly what the forward walk from there would send.
 */
export function* follow(seed: Seed, rules: FollowRules, known: Known): Steps<Pass> {
  const { forward } = rules;
  const { movements, keys } = known;
  const holdingKey = (account: number, asset: number) => keys.of(account, asset);
  const purses = yield* openPurses(rules, known);
  const flows: Flow[] = [];
  const mixed = new Map<number, bigint>();
  const converted = new Map<number, bigint>();
  const worth = new Map<number, { amount: bigint; parts: bigint }>();
  const injected = new Map<number, { traced: bigint; hop: number }>();
  const unknown = {
    accounts: new Set<number>(),
    holdings: new Map<number, Pending>(),
    swaps: new Set<number>(),
  };
  let begun = 0n;
  const share = (asset: number, amount: bigint): bigint => {
    const of = worth.get(asset);
    return of && of.amount > 0n ? (amount * of.parts) / of.amount : 0n;
  };
  const begin = (asset: number, amount: bigint) => {
    begun = amount;
    if (amount > 0n) worth.set(asset, { amount, parts: WHOLE });
  };
  const exempt = seed.kind === 'balance' ? holdingKey(seed.account, seed.asset) : -1;

  /** Where traced money that arrives ends; null when it is followed further, undefined when that is not known yet. */
  const endOf = (
    movement: Movement,
    receiver: number,
    traced: bigint,
    hop: number,
  ): { end: TraceEndReason | null; transfers?: number } | undefined => {
    if (receiver === FEES) return { end: 'fee' };
    const key = holdingKey(receiver, movement.asset);
    // what is not known yet is looked up after the walk, together with the balance it would lead to
    let settled = true;
    const lookUp = () => {
      unknown.accounts.add(receiver);
      settled = false;
    };
    const ends = (end: TraceEndReason) => (settled ? { end } : undefined);
    if (key !== exempt) {
      const label = known.labelled(receiver);
      if (label === undefined) lookUp();
      else if (label !== null) return convert(movement, traced, hop);
    }
    if (share(movement.asset, traced) < rules.minShare) return ends('small');
    if (key !== exempt && settled) {
      const transfers = known.busy(receiver);
      const behaving = known.behaving(receiver);
      if (transfers === undefined || behaving === undefined) lookUp();
      else if (behaving !== null) return convert(movement, traced, hop);
      else if (transfers !== null) return { end: 'busy', transfers };
    }
    const purse = purses.get(key);
    if (hop >= rules.maxHops && !(purse && purse.hops < rules.maxHops)) return ends('hops');
    if (purse) return { end: null };
    if (known.refused.has(key)) return ends('budget');
    const pending = unknown.holdings.get(key);
    if (pending) pending.traced += traced;
    else unknown.holdings.set(key, { account: receiver, asset: movement.asset, traced });
    return undefined;
  };

  /** Money that reaches a service ends there, unless it is swapped in the same transaction and swaps are followed. */
  const convert = (movement: Movement, traced: bigint, hop: number): { end: TraceEndReason } | undefined => {
    const swap = known.swap(movementKey(movement));
    if (swap === undefined) {
      unknown.swaps.add(movementKey(movement));
      return undefined;
    }
    if (swap === null || hop >= rules.maxHops) return { end: 'service' };
    const [own, other] = forward ? [swap.taken, swap.given] : [swap.given, swap.taken];
    const amount = (traced * other.amount) / own.amount;
    const payer = forward ? other.from : other.to;
    if (amount === 0n || purses.has(holdingKey(payer, other.asset)) || injected.has(movementKey(other)))
      return { end: 'service' };
    const of = worth.get(other.asset) ?? { amount: 0n, parts: 0n };
    worth.set(other.asset, {
      amount: of.amount + amount,
      parts: of.parts + share(movement.asset, traced),
    });
    converted.set(other.asset, (converted.get(other.asset) ?? 0n) + amount);
    injected.set(movementKey(other), { traced: amount, hop: hop + 1 });
    return { end: 'converted' };
  };

  let marked = false;
  const mark = () => {
    marked = true;
    if (seed.kind !== 'balance') return;
    const own = purses.get(holdingKey(seed.account, seed.asset));
    if (!own) return;
    own.hops = 0;
    begin(seed.asset, own.purse.markAll());
  };

  let looked = 0;
  for (let turn = 0; turn < movements.length; turn += 1) {
    looked += 1;
    if (looked % SLICE === 0) yield;
    const movement = movements[forward ? turn : movements.length - 1 - turn]!;
    if (rules.until !== null && (forward ? movement.micros > rules.until : movement.micros < rules.until))
      break;
    if (
      !marked &&
      seed.kind === 'balance' &&
      (forward ? movement.micros > seed.at : movement.micros <= seed.at)
    )
      mark();
    const payer = forward ? movement.from : movement.to;
    const receiver = forward ? movement.to : movement.from;
    const paying = purses.get(holdingKey(payer, movement.asset));
    const taking = purses.get(holdingKey(receiver, movement.asset));
    const key = movementKey(movement);
    let parcel: Parcel = paying ? paying.purse.pay(movement.amount) : plain(movement.amount);
    let hop = (paying?.hops ?? 0) + 1;
    if (seed.kind === 'movement' && seed.key === key) {
      parcel = parcelOf(movement.amount, movement.amount);
      begin(movement.asset, movement.amount);
      hop = 0;
    } else {
      const injection = paying ? undefined : injected.get(key);
      if (injection) {
        injected.delete(key);
        parcel = parcelOf(movement.amount, injection.traced);
        hop = injection.hop;
      }
    }
    if (parcel.traced > 0n) {
      const met = endOf(movement, receiver, parcel.traced, hop);
      flows.push({
        movement,
        payer,
        receiver,
        traced: parcel.traced,
        hop,
        end: met?.end ?? null,
        ...(met?.transfers === undefined ? {} : { transfers: met.transfers }),
      });
      if (met?.end !== null) parcel = plain(movement.amount);
      else if (taking) taking.hops = Math.min(taking.hops, hop);
    }
    taking?.purse.receive(parcel);
  }
  if (!marked) mark();

  const held = new Map<number, bigint>();
  for (const [key, { purse }] of purses) {
    if (purse.traced > 0n) held.set(key, purse.traced);
    if (purse.mixed > 0n) mixed.set(key, purse.mixed);
  }
  return {
    begun,
    flows,
    held,
    mixed,
    converted,
    share,
    unknown: { accounts: unknown.accounts, holdings: [...unknown.holdings.values()], swaps: unknown.swaps },
  };
}

/** A purse for each followed balance, with what it must have held before the first row so that it never pays more than it has. */
function* openPurses(rules: FollowRules, { movements, keys, followed }: Known): Steps<Map<number, Reached>> {
  const running = new Map<number, { now: bigint; least: bigint }>();
  for (const key of followed) running.set(key, { now: 0n, least: 0n });
  for (let turn = 0; turn < movements.length; turn += 1) {
    if ((turn + 1) % SLICE === 0) yield;
    const movement = movements[rules.forward ? turn : movements.length - 1 - turn]!;
    const from = running.get(keys.of(movement.from, movement.asset));
    const to = running.get(keys.of(movement.to, movement.asset));
    const [payer, receiver] = rules.forward ? [from, to] : [to, from];
    if (payer) {
      payer.now -= movement.amount;
      if (payer.now < payer.least) payer.least = payer.now;
    }
    if (receiver) receiver.now += movement.amount;
  }
  return new Map(
    [...running].map(([key, { least }]) => [
      key,
      { purse: purseFor(rules.method, -least), hops: Number.POSITIVE_INFINITY },
    ]),
  );
}
