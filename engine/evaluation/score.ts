import type { Subject } from '#contract/detection.ts';
import type { AccountKey, Decoy, Difficulty, Neutral, TruthItem } from './define.ts';

/** What scoring needs of an alert; an `Alert` is one. In the order of priority. */
export interface ScoredAlert {
  readonly detector: string;
  readonly subjects: readonly Subject[];
  readonly start: string;
  readonly end: string;
}

/** What the generator knows. */
export interface KnownTruth {
  readonly truths: readonly TruthItem[];
  readonly decoys: readonly Decoy[];
  readonly neutrals: readonly Neutral[];
  /** Every account of the files. */
  readonly accounts: ReadonlySet<AccountKey>;
}

/** right: its own item or a true relation of another; neutral: counts neither way; false: the rest. */
export type Verdict = 'right' | 'neutral' | 'false';

export interface Judged<A extends ScoredAlert = ScoredAlert> {
  readonly alert: A;
  readonly verdict: Verdict;
  /** Truth items of its own detector that it finds. */
  readonly found: readonly TruthItem[];
  /** Look-alikes that it takes for its pattern. */
  readonly decoys: readonly Decoy[];
}

/** Alerts may miss the times of an item by so many seconds. */
const SLACK = 3600;

interface Named {
  readonly accounts: readonly AccountKey[];
  readonly start: number;
  readonly end: number;
}

/** Accounts an alert names; one without a chain is taken on every chain it occurs on. */
function named(alert: ScoredAlert, accounts: ReadonlySet<AccountKey>): Named {
  const chains = ['ethereum', 'polygon', 'arbitrum'];
  const keys = alert.subjects
    .filter(({ kind }) => kind === 'address' || kind === 'account')
    .flatMap(({ chain, id }) =>
      chain !== undefined
        ? [`${chain}:${id}`]
        : chains.map((one) => `${one}:${id}`).filter((key) => accounts.has(key)),
    );
  return { accounts: keys, start: Date.parse(alert.start) / 1000, end: Date.parse(alert.end) / 1000 };
}

const together = (alert: Named, item: { readonly start: number; readonly end: number }): boolean =>
  alert.start <= item.end + SLACK && alert.end >= item.start - SLACK;

/** At least half of the accounts that an alert names are among `members`. */
const mostly = (alert: Named, members: ReadonlySet<AccountKey>): boolean =>
  alert.accounts.length > 0 &&
  2 * alert.accounts.filter((key) => members.has(key)).length >= alert.accounts.length;

/**
 * Judges alerts one by one. An alert finds a truth item of its detector if it names a key account, at least half of
 * its accounts are members and the times meet within an hour. It is right as well where the item says that its
 * pattern is there `also`, and then any members will do.
 */
export function judge<A extends ScoredAlert>(alerts: readonly A[], known: KnownTruth): Judged<A>[] {
  const own = new Map<string, TruthItem[]>();
  const also = new Map<string, TruthItem[]>();
  for (const item of known.truths) {
    append(own, item.detector, item);
    for (const detector of new Set(item.also)) append(also, detector, item);
  }
  const members = new Map<object, ReadonlySet<AccountKey>>();
  const setOf = (owner: object, accounts: readonly AccountKey[]) => {
    const made = members.get(owner) ?? new Set(accounts);
    members.set(owner, made);
    return made;
  };
  return alerts.map((alert) => {
    const who = named(alert, known.accounts);
    const fits = (item: TruthItem) => together(who, item) && mostly(who, setOf(item, item.members));
    const found = (own.get(alert.detector) ?? []).filter(
      (item) => fits(item) && item.key.some((key) => who.accounts.includes(key)),
    );
    const decoys = known.decoys.filter(
      (decoy) =>
        decoy.quiet.includes(alert.detector) &&
        together(who, decoy) &&
        mostly(who, setOf(decoy, decoy.accounts)),
    );
    const verdict: Verdict =
      found.length > 0 || (also.get(alert.detector) ?? []).some(fits)
        ? 'right'
        : known.neutrals.some(
              (neutral) =>
                neutral.detectors.includes(alert.detector) &&
                together(who, neutral) &&
                who.accounts.every((key) => setOf(neutral, neutral.accounts).has(key)),
            )
          ? 'neutral'
          : 'false';
    return { alert, verdict, found, decoys: verdict === 'false' ? decoys : [] };
  });
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Plain counts of one detector on one world or several; add them before dividing. */
export interface Counts {
  readonly truth: Record<Difficulty, number>;
  readonly found: Record<Difficulty, number>;
  readonly right: number;
  /** Those of `right` that find an item of their own detector, not only a related one. */
  readonly own: number;
  readonly neutral: number;
  readonly false: number;
  readonly wronglyNamed: number;
  readonly withoutPattern: number;
  readonly decoys: number;
  readonly decoysHit: number;
}

/** Counts of one detector over the judged alerts of one world. */
export function count(detector: string, judged: readonly Judged[], known: KnownTruth): Counts {
  const own = judged.filter(({ alert }) => alert.detector === detector);
  const items = known.truths.filter((item) => item.detector === detector);
  const found = new Set(own.flatMap((one) => one.found));
  const by = (of: (item: TruthItem) => boolean): Record<Difficulty, number> => ({
    easy: items.filter((item) => item.difficulty === 'easy' && of(item)).length,
    medium: items.filter((item) => item.difficulty === 'medium' && of(item)).length,
    hard: items.filter((item) => item.difficulty === 'hard' && of(item)).length,
  });
  const withPattern = new Set(items.flatMap((item) => item.members));
  const wrong = new Set(
    own
      .filter(({ verdict }) => verdict === 'false')
      .flatMap(({ alert }) => named(alert, known.accounts).accounts),
  );
  const alike = known.decoys.filter((decoy) => decoy.quiet.includes(detector));
  return {
    truth: by(() => true),
    found: by((item) => found.has(item)),
    right: own.filter(({ verdict }) => verdict === 'right').length,
    own: own.filter((one) => one.found.length > 0).length,
    neutral: own.filter(({ verdict }) => verdict === 'neutral').length,
    false: own.filter(({ verdict }) => verdict === 'false').length,
    wronglyNamed: [...wrong].filter((key) => !withPattern.has(key)).length,
    withoutPattern: known.accounts.size - withPattern.size,
    decoys: alike.length,
    decoysHit: new Set(own.flatMap((one) => one.decoys)).size,
  };
}

const addBy = (a: Record<Difficulty, number>, b: Record<Difficulty, number>): Record<Difficulty, number> => ({
  easy: a.easy + b.easy,
  medium: a.medium + b.medium,
  hard: a.hard + b.hard,
});

export const addCounts = (a: Counts, b: Counts): Counts => ({
  truth: addBy(a.truth, b.truth),
  found: addBy(a.found, b.found),
  right: a.right + b.right,
  own: a.own + b.own,
  neutral: a.neutral + b.neutral,
  false: a.false + b.false,
  wronglyNamed: a.wronglyNamed + b.wronglyNamed,
  withoutPattern: a.withoutPattern + b.withoutPattern,
  decoys: a.decoys + b.decoys,
  decoysHit: a.decoysHit + b.decoysHit,
});

/** The share of right ones among the first `n` alerts that count; null where there are none. */
export function precisionAmongFirst(judged: readonly Judged[], n: number): number | null {
  const first = judged.filter(({ verdict }) => verdict !== 'neutral').slice(0, n);
  return first.length === 0 ? null : first.filter(({ verdict }) => verdict === 'right').length / first.length;
}

/** Decoys that any detector which must stay quiet on them hit, over all decoys some detector of `ran` must leave alone. */
export function decoyHits(
  judged: readonly Judged[],
  known: KnownTruth,
  ran: ReadonlySet<string>,
): { hit: number; of: number } {
  return {
    hit: new Set(judged.flatMap((one) => one.decoys)).size,
    of: known.decoys.filter(({ quiet }) => quiet.some((detector) => ran.has(detector))).length,
  };
}

/** `part / whole`, or null where there is nothing to divide by. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
