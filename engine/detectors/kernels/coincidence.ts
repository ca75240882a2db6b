import { DAY, HOUR, inSlices, type Ledger, politely, type Steps } from '../define.ts';
import { logChoose, logPoissonTail, quantile, variation } from './statistics.ts';

/** What accounts did, in lanes within which events can match: one a chain, or one an asset and size of amount. */
export interface Events {
  /** Ledger row of each event; lane by lane, within a lane in time order. */
  readonly row: Int32Array;
  readonly account: Int32Array;
  readonly lane: Int32Array;
  readonly laneStart: Int32Array;
  /** Lanes whose keys differ by one touch each other. */
  readonly laneKey: Float64Array;
  /** Chain or asset of each lane. */
  readonly laneRealm: Int32Array;
  /** Events, and the time in which they fall, in microseconds, by realm. */
  readonly realmSize: Float64Array;
  readonly realmSpan: Float64Array;
  /** Events of account `a` are `places[start[a]]` to `places[start[a + 1]]`, in time order. */
  readonly start: Int32Array;
  readonly places: Int32Array;
  /** Accounts with any event, in all and by realm. */
  readonly actors: number;
  readonly realmActors: Float64Array;
}

export interface EventRules {
  /** By account: whether its transfers are events. */
  readonly eligible: Uint8Array;
  /** Transfers of an account that follow an event sooner belong to it; 0 keeps all. */
  readonly togetherMicros: number;
  /** 0: any transfers match. Else amounts of one asset that differ by less than this part. */
  readonly tolerance: number;
  /** Events of an account at least and at most. */
  readonly minEvents: number;
  readonly maxEvents: number;
}

const BUCKETS = 8192;

/** Payments of the eligible accounts as events. */
export const paymentEvents = (
  walk: { readonly ledger: Ledger; pause(): Promise<void> },
  rules: EventRules,
): Promise<Events> => politely(gatherEvents(walk.ledger, rules), () => walk.pause());

function* gatherEvents(ledger: Ledger, rules: EventRules): Steps<Events> {
  const { size, accounts, from, asset, amount, micros, chainOf, chains, assets } = ledger.columns;
  const { out } = ledger;
  const keep = new Uint8Array(size);
  let count = 0;
  let actors = 0;
  yield* inSlices(accounts, (low, high) => {
    for (let account = low; account < high; account += 1) {
      const end = out.start[account + 1]!;
      const all = end - out.start[account]!;
      if (rules.eligible[account] === 0 || all < rules.minEvents || all > rules.maxEvents) continue;
      let last = Number.NEGATIVE_INFINITY;
      let kept = 0;
      for (let place = out.start[account]!; place < end; place += 1) {
        const row = out.rows[place]!;
        if (rules.tolerance > 0 && (asset[row]! < 0 || !(amount[row]! > 0))) continue;
        if (micros[row]! - last < rules.togetherMicros) continue;
        last = micros[row]!;
        keep[row] = 1;
        kept += 1;
      }
      count += kept;
      if (kept > 0) actors += 1;
    }
  });
  const step = Math.log1p(rules.tolerance);
  const bucket = (row: number): number =>
    Math.min(BUCKETS - 2, Math.max(0, Math.floor(Math.log(amount[row]!) / step) + BUCKETS / 2));
  const realms = rules.tolerance > 0 ? assets.length : chains.length;
  const rows = new Int32Array(count);
  const laneOf = new Int32Array(count);
  const realmSize = new Float64Array(realms);
  const numbers = new Map<number, number>();
  let next = 0;
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      if (keep[row] === 0) continue;
      const realm = rules.tolerance > 0 ? asset[row]! : chainOf[from[row]!]!;
      realmSize[realm]! += 1;
      const key = realm * BUCKETS + (rules.tolerance > 0 ? bucket(row) : 0);
      let number = numbers.get(key);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(key, number);
      }
      rows[next] = row;
      laneOf[next] = number;
      next += 1;
    }
  });
  const keys = Float64Array.from(numbers.keys()).sort();
  const rank = new Int32Array(numbers.size);
  for (let lane = 0; lane < keys.length; lane += 1) rank[numbers.get(keys[lane]!)!] = lane;
  const laneStart = new Int32Array(keys.length + 1);
  yield* inSlices(count, (low, high) => {
    for (let at = low; at < high; at += 1) {
      laneOf[at] = rank[laneOf[at]!]!;
      laneStart[laneOf[at]! + 1]! += 1;
    }
  });
  for (let lane = 0; lane < keys.length; lane += 1) laneStart[lane + 1]! += laneStart[lane]!;

  const row = new Int32Array(count);
  const account = new Int32Array(count);
  const lane = new Int32Array(count);
  const placeOf = new Int32Array(count);
  const fill = laneStart.slice(0, keys.length);
  const start = new Int32Array(accounts + 1);
  yield* inSlices(count, (low, high) => {
    for (let at = low; at < high; at += 1) {
      const place = fill[laneOf[at]!]!;
      fill[laneOf[at]!] = place + 1;
      placeOf[at] = place;
      row[place] = rows[at]!;
      account[place] = from[rows[at]!]!;
      lane[place] = laneOf[at]!;
      start[account[place]! + 1]! += 1;
    }
  });
  for (let of = 0; of < accounts; of += 1) start[of + 1]! += start[of]!;
  const places = new Int32Array(count);
  const nextOf = start.slice(0, accounts);
  yield* inSlices(count, (low, high) => {
    for (let at = low; at < high; at += 1) {
      const of = from[rows[at]!]!;
      places[nextOf[of]!] = placeOf[at]!;
      nextOf[of]! += 1;
    }
  });
  return {
    row,
    account,
    lane,
    laneStart,
    laneKey: keys,
    laneRealm: Int32Array.from(keys, (key) => Math.floor(key / BUCKETS)),
    realmSize,
    realmSpan: busySpans(micros, row, lane, keys, realmSize),
    start,
    places,
    actors,
    realmActors: actorsByRealm(start, places, lane, keys, realms),
  };
}

/** Time in which the middle nine tenths of each realm’s events fall, and a ninth more: a few very old rows do not count. */
function busySpans(
  micros: Float64Array,
  row: Int32Array,
  lane: Int32Array,
  keys: Float64Array,
  sizes: Float64Array,
): Float64Array {
  const times = Array.from(sizes, (size) => new Float64Array(size));
  const next = new Int32Array(sizes.length);
  for (let place = 0; place < row.length; place += 1) {
    const realm = Math.floor(keys[lane[place]!]! / BUCKETS);
    times[realm]![next[realm]!] = micros[row[place]!]!;
    next[realm]! += 1;
  }
  return Float64Array.from(times, (all) => {
    all.sort();
    return all.length === 0 ? 0 : (quantile(all, 0.95) - quantile(all, 0.05)) / 0.9;
  });
}

function actorsByRealm(
  start: Int32Array,
  places: Int32Array,
  lane: Int32Array,
  keys: Float64Array,
  realms: number,
): Float64Array {
  const actors = new Float64Array(realms);
  const last = new Int32Array(realms).fill(-1);
  for (let account = 0; account + 1 < start.length; account += 1)
    for (let at = start[account]!; at < start[account + 1]!; at += 1) {
      const realm = Math.floor(keys[lane[places[at]!]!]! / BUCKETS);
      if (last[realm] === account) continue;
      last[realm] = account;
      actors[realm]! += 1;
    }
  return actors;
}

export interface CoincidenceRules {
  /** Events at most this far apart coincide. */
  readonly withinMicros: number;
  readonly minHits: number;
  readonly minAccounts: number;
  /** 0: time alone. Else amounts must agree within this part too. */
  readonly tolerance: number;
  /** Significance after correction for all groups of that size. */
  readonly alpha: number;
  /** Others that may act at a moment before it counts as one at which everybody acts. */
  readonly company: number;
}

/** Accounts whose events coincide more often than their own rates, the market's and the hour's allow. */
export interface CoincidentGroup {
  /** Ascending; the anchor is one of them. */
  readonly accounts: number[];
  /** For each joint moment the ledger rows, in the order of `accounts`. */
  readonly moments: number[][];
  /** Joint moments that chance would give. */
  readonly expected: number;
  /** Natural logarithm of the corrected significance. */
  readonly logP: number;
  /** Joint moments over the events of the member with fewest. */
  readonly share: number;
}

/** Time around an event in which an account’s own events count as its local rate. */
const LOCAL = 12 * HOUR;
/** And as often the width of a moment, for those that send in bursts. */
const CLOSE = 10;
const SESSION = HOUR;
/** Neighbours of an event looked at, in all, and for one event at most. */
const WORK = 8_000_000;
const NEIGHBOURS = 400;
const DENSE = 5;
const SLICE = 1 << 10;
/** Counts of coinciding pairs, for each event and as a power of two at most. */
const COUNTS_PER_EVENT = 32;
const MOST_COUNT_BITS = 29;
const SEEDS = 10_000;
const SEED_LOG_P = Math.log(0.02);

const capOf = (events: Events): number =>
  Math.max(4, Math.min(NEIGHBOURS, Math.floor(WORK / Math.max(1, events.row.length))));

/** Whether a window holds many times the neighbours that can be looked at, so that a narrower one sees as much. */
export function tooDense(events: Events, withinMicros: number): boolean {
  let expected = 0;
  for (let lane = 0; lane < events.laneKey.length; lane += 1) {
    const size = events.laneStart[lane + 1]! - events.laneStart[lane]!;
    const span = Math.max(1, events.realmSpan[events.laneRealm[lane]!]!);
    expected += size * size * Math.min(1, (2 * withinMicros) / span);
  }
  return expected / Math.max(1, events.row.length) > DENSE * capOf(events);
}

/**
 * Groups of accounts with joint moments. Candidates are pairs that coincide often enough among the nearest
 * neighbours in time; from the least likely pair on a group grows by the account that makes it least likely by
 * chance. Chance at a moment is the largest of three: an account's events spread evenly over time; spread as
 * those of everybody (a burst of the market is no coincidence); spread over the hours or the minutes around it
 * (neither are common hours, nor two that send in bursts). Moments a whole number of days apart, or evenly apart, are a schedule and count as one.
 */
export async function coincidentGroups(
  walk: { readonly ledger: Ledger; due(): boolean; pause(): Promise<void>; incomplete(what: string): void },
  events: Events,
  rules: CoincidenceRules,
): Promise<CoincidentGroup[]> {
  const { micros, tx, to, amount, accounts } = walk.ledger.columns;
  const { row, account, lane, laneStart, laneKey, laneRealm, start, places } = events;
  const within = rules.withinMicros;
  const cap = capOf(events);
  // What is asked of an event lies beside each other in memory: one look-up instead of five.
  const times = new Float64Array(row.length);
  const sizes = new Float64Array(rules.tolerance === 0 ? 0 : row.length);
  const parties = new Int32Array(4 * row.length);
  for (let place = 0; place < row.length; place += 1) {
    const of = row[place]!;
    times[place] = micros[of]!;
    if (rules.tolerance > 0) sizes[place] = amount[of]!;
    parties[4 * place] = account[place]!;
    parties[4 * place + 1] = to[of]!;
    parties[4 * place + 2] = tx[of]!;
    parties[4 * place + 3] = of;
  }
  const time = (place: number): number => times[place]!;

  /** First place of a lane at or after a time. */
  const search = (of: number, at: number): number => {
    let low = laneStart[of]!;
    let high = laneStart[of + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (time(middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const around = Array.from(laneKey, (key, of) => {
    const lanes = [of];
    if (rules.tolerance > 0 && of > 0 && laneKey[of - 1] === key - 1) lanes.push(of - 1);
    if (rules.tolerance > 0 && laneKey[of + 1] === key + 1) lanes.push(of + 1);
    return lanes;
  });
  const lanesAround = (of: number): readonly number[] => around[of]!;
  /** Whether two events can be one moment: near in amount, not one transaction, neither paying the other. */
  const matches = (a: number, b: number): boolean => {
    if (
      parties[4 * a + 2] === parties[4 * b + 2] ||
      parties[4 * a + 1] === parties[4 * b] ||
      parties[4 * b + 1] === parties[4 * a]
    )
      return false;
    if (rules.tolerance === 0) return true;
    const left = sizes[a]!;
    const right = sizes[b]!;
    return Math.abs(left - right) <= rules.tolerance * Math.max(left, right);
  };
  const before = rules.tolerance > 0 ? besideLane(-1) : null;
  const behind = rules.tolerance > 0 ? besideLane(1) : null;
  const near: number[] = [];
  /** Places of other accounts that coincide with an event, nearest first on either side. */
  const neighbours = (place: number): number[] => {
    near.length = 0;
    const now = time(place);
    for (const of of lanesAround(lane[place]!)) {
      const middle = of === lane[place] ? place : (of < lane[place]! ? before! : behind!)[place]!;
      let left = cap;
      for (let at = middle - 1; at >= laneStart[of]! && left > 0; at -= 1, left -= 1) {
        if (now - time(at) > within) break;
        if (account[at] !== account[place] && matches(place, at)) near.push(at);
      }
      left = cap;
      for (
        let at = of === lane[place] ? place + 1 : middle;
        at < laneStart[of + 1]! && left > 0;
        at += 1, left -= 1
      ) {
        if (time(at) - now > within) break;
        if (account[at] !== account[place] && matches(place, at)) near.push(at);
      }
    }
    return near;
  };

  const companies = new Int32Array(row.length).fill(-1);
  const surroundings = new Int32Array(row.length).fill(-1);
  /** Lanes of sums so usual that more fall within the window at any time than are looked at. */
  const usualLane = Uint8Array.from(laneKey, (_, of) => {
    const size = laneStart[of + 1]! - laneStart[of]!;
    const span = Math.max(1, events.realmSpan[laneRealm[of]!]!);
    return rules.tolerance > 0 && size * Math.min(1, (2 * within) / span) > cap ? 1 : 0;
  });
  let passedOver = 0;
  for (let of = 0; of < usualLane.length; of += 1)
    if (usualLane[of] === 1) passedOver += laneStart[of + 1]! - laneStart[of]!;
  if (passedOver > 0)
    walk.incomplete(
      `${passedOver} payments of usual sums were not compared: too many others fall within the same time.`,
    );
  const counts = new Int32Array(accounts);
  const lastEvent = new Int32Array(accounts).fill(-1);
  const lastRow = new Int32Array(accounts);
  const touched: number[] = [];
  /** Other accounts by the number of these events they join, each of their events used once. */
  const joiners = (of: readonly number[] | Int32Array): void => {
    for (const place of of) {
      if (usualLane[lane[place]!] === 1) continue;
      for (const other of neighbours(place)) {
        const who = account[other]!;
        if (lastEvent[who] === place) continue;
        if (counts[who] === 0) {
          touched.push(who);
          lastRow[who] = -1;
        }
        if (row[other]! <= lastRow[who]!) continue;
        lastEvent[who] = place;
        lastRow[who] = row[other]!;
        counts[who]! += 1;
      }
    }
  };
  const reset = (): void => {
    for (const who of touched) {
      counts[who] = 0;
      lastEvent[who] = -1;
    }
    touched.length = 0;
  };
  const eventsOf = (of: number): Int32Array => places.subarray(start[of]!, start[of + 1]!);

  const seeds: { a: number; b: number; logP: number }[] = [];
  const worthLooking = await mayCoincide();
  for (let a = 0; a < accounts; a += 1) {
    if (worthLooking[a] === 0) continue;
    if (walk.due()) await walk.pause();
    joiners(eventsOf(a));
    if (touched.every((b) => counts[b]! < rules.minHits)) {
      reset();
      continue;
    }
    const promising = touched
      .filter((b) => b > a && counts[b]! >= rules.minHits && striking(a, b, counts[b]!))
      .sort((x, y) => x - y);
    reset();
    for (const b of promising) {
      const [anchor, other] = start[b + 1]! - start[b]! < start[a + 1]! - start[a]! ? [b, a] : [a, b];
      const joint = join(eventsOf(anchor), [other]);
      const logP = judge(joint);
      if (logP < SEED_LOG_P) seeds.push({ a: anchor, b: other, logP });
    }
  }
  seeds.sort((x, y) => x.logP - y.logP || x.a - y.a || x.b - y.b);
  if (seeds.length > SEEDS) {
    walk.incomplete(
      `${seeds.length - SEEDS} pairs of accounts with the least striking coincidences were not followed up.`,
    );
    seeds.length = SEEDS;
  }

  const found: CoincidentGroup[] = [];
  const groupsOf = new Map<number, number[]>();
  for (const { a, b } of seeds) {
    if (walk.due()) await walk.pause();
    const told = (groupsOf.get(a) ?? []).some((group) => found[group]!.accounts.includes(b));
    if (told) continue;
    const group = grow(a, b);
    if (!group) continue;
    for (const member of group.accounts) {
      const known = groupsOf.get(member);
      if (known) known.push(found.length);
      else groupsOf.set(member, [found.length]);
    }
    found.push(group);
  }
  return withoutShadows(found);

  /**
   * Accounts that may coincide often enough with some other one. Pairs are counted under two hashes, event by event as
   * they lie in memory: where two pairs share both counts an account too many is marked, never one too few.
   */
  async function mayCoincide(): Promise<Uint8Array> {
    const marked = new Uint8Array(accounts);
    const bits = Math.min(MOST_COUNT_BITS, Math.max(10, Math.ceil(Math.log2(COUNTS_PER_EVENT * row.length))));
    // four counts of two bits a byte
    const first = new Uint8Array(2 ** (bits - 2));
    const second = new Uint8Array(2 ** (bits - 2));
    const enough = Math.min(3, rules.minHits);
    const counted = (counts: Uint8Array, hash: number): number => {
      const at = hash >>> (32 - bits);
      const shift = (at & 3) * 2;
      const count = (counts[at >>> 2]! >>> shift) & 3;
      if (count < 3) counts[at >>> 2]! += 1 << shift;
      return count + 1;
    };
    for (let place = 0; place < row.length; place += 1) {
      if (place % SLICE === 0 && walk.due()) await walk.pause();
      const a = account[place]!;
      if (marked[a] === 1 || usualLane[lane[place]!] === 1 || start[a + 1]! - start[a]! < rules.minHits)
        continue;
      let before = -1;
      for (const other of neighbours(place)) {
        const b = account[other]!;
        if (b === before) continue;
        before = b;
        let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
        hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
        hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
        hash ^= hash >>> 15;
        const once = counted(first, hash);
        const again = counted(second, Math.imul(hash ^ a, 0x9e3779b1) ^ Math.imul(b, 0xc2b2ae35));
        if (once >= enough && again >= enough) {
          marked[a] = 1;
          break;
        }
      }
    }
    return marked;
  }

  /** For each place the first one of the lane before (or behind) its own that is not earlier. */
  function besideLane(step: 1 | -1): Int32Array {
    const beside = new Int32Array(row.length);
    for (let of = 0; of < laneKey.length; of += 1) {
      const other = of + step;
      if (other < 0 || other >= laneKey.length || laneKey[other] !== laneKey[of]! + step) continue;
      let at = laneStart[other]!;
      for (let place = laneStart[of]!; place < laneStart[of + 1]!; place += 1) {
        while (at < laneStart[other + 1]! && times[at]! < times[place]!) at += 1;
        beside[place] = at;
      }
    }
    return beside;
  }

  /** A quick look before the whole test: whether chance as even as can be leaves the pair striking. */
  function striking(a: number, b: number, hits: number): boolean {
    if (rules.tolerance > 0) return true;
    const realm = laneRealm[lane[places[start[a]!]!]!]!;
    const [left, right] = [start[a + 1]! - start[a]!, start[b + 1]! - start[b]!];
    const evenly = left * right * Math.min(1, (2 * within) / Math.max(1, events.realmSpan[realm]!));
    return logPoissonTail(hits, evenly) < SEED_LOG_P;
  }

  interface Joint {
    readonly moments: number[][];
    readonly expected: number;
    /** The same where the minutes around count too. */
    readonly bursty: number;
    /** Where all moments lie in one realm, that; what chance would give is that of the realm alone. -1 otherwise. */
    readonly realm: number;
  }

  /** Moments at which all of `others` join an event of the anchor, and how many chance would give. */
  function join(anchor: Int32Array, others: readonly number[]): Joint {
    const moments: number[][] = [];
    const used = others.map(() => -1);
    const realmOf: number[] = [];
    const expected: number[] = [];
    const bursty: number[] = [];
    let realm = -2;
    for (const place of anchor) {
      let chance = 1;
      let atOnce = 1;
      const moment = [row[place]!];
      for (const [index, other] of others.entries()) {
        const hit = nearest(place, other, used[index]!);
        const { hours, minutes } = chanceOf(place, other, hit >= 0);
        chance *= Math.min(1, hours);
        atOnce *= Math.min(1, minutes);
        if (hit >= 0) moment.push(row[hit]!);
      }
      const of = laneRealm[lane[place]!]!;
      realmOf.push(of);
      expected.push(chance);
      bursty.push(atOnce);
      if (moment.length <= others.length) continue;
      for (const index of others.keys()) used[index] = moment[index + 1]!;
      moments.push(moment);
      realm = realm === -2 || realm === of ? of : -1;
    }
    const total = (values: readonly number[]): number =>
      values.reduce((sum, value, at) => (realm < 0 || realmOf[at] === realm ? sum + value : sum), 0);
    return { moments, expected: total(expected), bursty: total(bursty), realm };
  }

  /** The event of an account nearest to a place that coincides with it, after a ledger row; -1 if none. */
  function nearest(place: number, other: number, after: number): number {
    const now = time(place);
    let best = -1;
    let distance = within;
    for (let at = firstOf(other, now - within); at < start[other + 1]!; at += 1) {
      const candidate = places[at]!;
      if (time(candidate) - now > within) break;
      if (row[candidate]! <= after || laneRealm[lane[candidate]!] !== laneRealm[lane[place]!]) continue;
      if (!matches(place, candidate)) continue;
      const apart = Math.abs(time(candidate) - now);
      if (best < 0 || apart < distance) {
        best = candidate;
        distance = apart;
      }
    }
    return best;
  }

  /** First index into `places` of an account's events at or after a time. */
  function firstOf(of: number, at: number): number {
    let low = start[of]!;
    let high = start[of + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (time(places[middle]!) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Events of anybody around a place, in its lanes; worked out once. */
  function companyOf(place: number, known: Int32Array, reach: number): number {
    if (known[place] === -1) {
      const now = time(place);
      let count = 0;
      for (const of of lanesAround(lane[place]!))
        count += search(of, now + reach + 1) - search(of, now - reach);
      known[place] = count;
    }
    return known[place]!;
  }

  /** Events in the lanes of a place at any time. */
  function popularityOf(place: number): number {
    let count = 0;
    for (const of of lanesAround(lane[place]!)) count += laneStart[of + 1]! - laneStart[of]!;
    return count;
  }

  function chanceOf(place: number, other: number, hit: boolean): { hours: number; minutes: number } {
    const realm = laneRealm[lane[place]!]!;
    const now = time(place);
    let inRealm = start[other + 1]! - start[other]!;
    let alike = 0;
    if (rules.tolerance > 0) {
      inRealm = 0;
      const mine = amount[row[place]!]!;
      for (let at = start[other]!; at < start[other + 1]!; at += 1) {
        const candidate = places[at]!;
        if (laneRealm[lane[candidate]!] !== realm) continue;
        inRealm += 1;
        if (Math.abs(amount[row[candidate]!]! - mine) <= rules.tolerance * mine) alike += 1;
      }
    }
    let local = hit ? -1 : 0;
    let close = hit ? -1 : 0;
    for (let at = firstOf(other, now - LOCAL); at < start[other + 1]!; at += 1) {
      const apart = time(places[at]!) - now;
      if (apart > LOCAL) break;
      if (laneRealm[lane[places[at]!]!] !== realm) continue;
      local += 1;
      if (Math.abs(apart) <= CLOSE * within) close += 1;
    }
    const wide = companyOf(place, surroundings, CLOSE * within);
    const company = Math.max(
      companyOf(place, companies, within) - rules.company,
      (wide - rules.company) / CLOSE,
      0,
    );
    const popular = popularityOf(place);
    const size = events.realmSize[realm]!;
    const fits =
      rules.tolerance === 0 ? 1 : Math.max(popular / size, (alike - (hit ? 1 : 0)) / Math.max(1, inRealm));
    const evenly = inRealm * fits * Math.min(1, (2 * within) / Math.max(1, events.realmSpan[realm]!));
    // in a crowd, who came to it anyway comes close by chance
    const usual = size * Math.min(1, (2 * CLOSE * within) / Math.max(1, events.realmSpan[realm]!));
    const crowd = hit ? Math.max(0, wide - 2 * usual - rules.company) / wide / CLOSE : 0;
    const everybody = Math.max((inRealm * company) / size, crowd);
    const hours = Math.max(evenly, everybody, (fits * Math.max(0, local) * within) / LOCAL);
    return { hours, minutes: Math.max(hours, (fits * Math.max(0, close)) / CLOSE) };
  }

  /**
   * ln p of that many moments. Those within an hour of each other are one session: with sessions enough these
   * count, else the moments, against chance in bursts. A schedule says nothing.
   */
  function judge({ moments, expected, bursty }: Joint): number {
    if (moments.length < rules.minHits) return 0;
    const sessions: number[] = [];
    for (const [first] of moments) {
      const now = micros[first!]!;
      if (sessions.length === 0 || now - sessions.at(-1)! > SESSION) sessions.push(now);
    }
    if (onSchedule(sessions, within)) return 0;
    return sessions.length >= rules.minHits
      ? logPoissonTail(sessions.length, expected)
      : logPoissonTail(moments.length, bursty);
  }

  function grow(a: number, b: number): CoincidentGroup | null {
    const anchor = eventsOf(a);
    let members = [b];
    let joint = join(anchor, members);
    let logP = corrected(joint, members);
    for (;;) {
      const rows = new Set(joint.moments.map(([first]) => first!));
      joiners(anchor.filter((place) => rows.has(row[place]!)));
      const least = Math.max(rules.minHits, 0.6 * joint.moments.length);
      const candidates = touched
        .filter((who) => who !== a && !members.includes(who) && counts[who]! >= least)
        .sort((x, y) => counts[y]! - counts[x]! || x - y)
        .slice(0, 64);
      reset();
      let best: { members: number[]; joint: Joint; logP: number } | null = null;
      for (const who of candidates) {
        const wider = [...members, who];
        const together = join(anchor, wider);
        const likely = corrected(together, wider);
        if (likely < (best?.logP ?? logP)) best = { members: wider, joint: together, logP: likely };
      }
      if (!best) break;
      ({ members, joint, logP } = best);
    }
    if (members.length + 1 < rules.minAccounts || logP > Math.log(rules.alpha)) return null;
    const all = [a, ...members];
    const order = [...all.keys()].sort((x, y) => all[x]! - all[y]!);
    const fewest = Math.min(...all.map((of) => start[of + 1]! - start[of]!));
    return {
      accounts: order.map((index) => all[index]!),
      moments: joint.moments.map((moment) => order.map((index) => moment[index]!)),
      expected: joint.expected,
      logP,
      share: joint.moments.length / fewest,
    };
  }

  /** Realms in which a group of that size could be. */
  function realmsWith(size: number): number {
    let count = 0;
    for (const actors of events.realmActors) if (actors >= size) count += 1;
    return count;
  }

  function corrected(joint: Joint, others: readonly number[]): number {
    const logP = judge(joint);
    if (logP === 0) return 0;
    const size = others.length + 1;
    return joint.realm < 0
      ? logP + logChoose(events.actors, size)
      : logP + logChoose(events.realmActors[joint.realm]!, size) + Math.log(realmsWith(size));
  }
}

/** Whether moments come by the clock: whole days apart, or evenly apart. */
export function onSchedule(times: readonly number[], within: number): boolean {
  if (times.length < 3) return false;
  const gaps = times.slice(1).map((time, at) => time - times[at]!);
  const slack = Math.max(2 * within, HOUR);
  const wholeDays = gaps.filter((gap) => {
    const days = Math.round(gap / DAY);
    return days >= 1 && Math.abs(gap - days * DAY) <= slack;
  }).length;
  if (slack <= DAY / 12 && wholeDays >= 0.8 * gaps.length) return true;
  return gaps.length >= 3 && variation(gaps) < 0.05;
}

/** Leaves out groups most of whose accounts and moments a less likely group has told already. */
export function withoutShadows(groups: readonly CoincidentGroup[]): CoincidentGroup[] {
  const kept: CoincidentGroup[] = [];
  const keptOf = new Map<number, CoincidentGroup[]>();
  const ordered = [...groups].sort(
    (a, b) => a.logP - b.logP || a.moments[0]![0]! - b.moments[0]![0]! || a.accounts[0]! - b.accounts[0]!,
  );
  for (const group of ordered) {
    const near = new Set(group.accounts.flatMap((account) => keptOf.get(account) ?? []));
    const shadow = [...near].some(
      (other) =>
        2 * group.accounts.filter((account) => other.accounts.includes(account)).length >=
        group.accounts.length,
    );
    if (shadow) continue;
    kept.push(group);
    for (const account of group.accounts) keptOf.set(account, [...(keptOf.get(account) ?? []), group]);
  }
  return kept.sort((a, b) => a.moments[0]![0]! - b.moments[0]![0]! || a.accounts[0]! - b.accounts[0]!);
}
