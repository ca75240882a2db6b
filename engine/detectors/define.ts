import { z } from 'zod';
import type { Evidence, Severity, Subject, Tier } from '#contract/detection.ts';
import type { Ledger } from './ledger/ledger.ts';

export { intermediaryParams, leftOut } from './intermediary-params.ts';
export {
  EXCHANGE,
  FAILED,
  INTERMEDIARY,
  MIXER,
  MOVES,
  POOL,
  RISKY,
  SANCTIONED,
  SERVICE,
  SYSTEM,
  TOP_LEVEL,
} from './ledger/columns.ts';
export { DAY, HOUR, instant, MINUTE, SECOND } from './ledger/instant.ts';
export { DEPOSIT_LIKE, HUB_LIKE, LABELLED, POOL_LIKE } from './ledger/intermediaries.ts';
export type { Ledger } from './ledger/ledger.ts';
export { atOnce, inSlices, politely, type Steps } from './ledger/steps.ts';

/** Row types of detector queries, as `getRowObjectsJS` gives them. */
export const Address = z.string().min(1);
/** UTC, from the `iso` macro. */
export const Time = z.string();
/** rowids of stored rows; they lead to file and line. */
export const RowIds = z.array(z.number().int().nonnegative()).min(1);

/** A parameter with its unit: `param(z.number().min(0).default(3), 'σ', 'Deviation that counts')`. */
export const param = <T extends z.ZodType>(schema: T, unit: string, description: string): T =>
  schema.meta({ unit, description }) as T;

/** A stored row that proves part of an alert. */
export interface EvidenceRef {
  readonly kind: Evidence['kind'];
  readonly role?: string;
  /** The table the row lies in. */
  readonly target: 'transfer' | 'trade' | 'tag' | 'log' | 'price';
  readonly rowId: number;
}

export interface Detector<P extends z.ZodObject = z.ZodObject, R extends z.ZodObject = z.ZodObject> {
  /** The folder name. */
  readonly id: string;
  readonly title: string;
  /** Raised whenever the same rows would give other alerts. */
  readonly version: number;
  readonly maturity: 'stable' | 'experimental';
  readonly tier: Tier;
  readonly family: string;
  /** Marts it reads; it is skipped, with a word why, where all of them are empty. */
  readonly reads: readonly string[];
  readonly params: P;
  /** What the query (or the search after it) gives for each alert. */
  readonly row: R;
  /** Set-based; parameters by name, plus `$as_of`. Rows after `$as_of` must not be read. */
  readonly sql?: string;
  /**
   * In place of a query, for what needs order or neighbours: walks the ledger's columns. Deterministic; calls
   * `pause` whenever `due`, so that the engine answers meanwhile and cancelling takes effect.
   */
  readonly walk?: (walk: Walk, params: z.output<P>) => AsyncIterable<z.output<R>>;
  /**
   * For what SQL cannot say (bounded search): turns the query's columns into rows. Deterministic in the
   * rows, not in their order.
   */
  readonly search?: (input: SearchInput, params: z.output<P>) => AsyncIterable<z.output<R>>;
  /** Scores accounts with a model package before the query, which reads them from the temporary table `model_hit`. */
  readonly model?: ModelUse<z.output<P>>;
  /** 0–1; what it means is written on the card. */
  readonly score: (row: z.output<R>, params: z.output<P>) => number;
  /** How sure it is that the pattern is there, 0–1. */
  readonly confidence: (row: z.output<R>, params: z.output<P>) => number;
  readonly severity: (row: z.output<R>, params: z.output<P>) => Severity;
  /** One sentence with its numbers. */
  readonly explain: (row: z.output<R>, params: z.output<P>) => string;
  readonly subjects: (row: z.output<R>) => Subject[];
  readonly window: (row: z.output<R>) => { start: string; end: string };
  readonly evidence: (row: z.output<R>) => EvidenceRef[];
  /** The chance that innocent activity shows this, where the detector tests for it; alerts that chance explains are dropped. */
  readonly chance?: (row: z.output<R>) => number;
  /** Dollars at stake, where they are known. */
  readonly impactUsd: (row: z.output<R>) => number | null;
}

/** A model package and which of the accounts it scores go on to the query. */
export interface ModelUse<P = Record<string, unknown>> {
  /** The package's id, never a file. */
  readonly id: string;
  /** Least score, largest share of the accounts compared, largest number. */
  readonly select: (params: P) => { threshold: number; share: number; most: number };
}

export interface Walk {
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  /** Whether it is time to `pause`; cheap enough for every account. */
  due(): boolean;
  /** Lets others have their turn. Throws when cancelled or out of time. */
  pause(): Promise<void>;
  /** Chains and addresses of accounts by number. */
  names(accounts: Iterable<number>): Promise<(account: number) => { chain: string; address: string }>;
  /** Labels up to `as_of` that give accounts this role (a bit of `Ledger.role`), most trusted first. */
  labels(role: number): Promise<AccountLabel[]>;
  /** Says, in a sentence for the reader of the run, what was left out, and for which accounts. */
  incomplete(what: string, accounts?: readonly number[]): void;
}

export interface AccountLabel {
  readonly account: number;
  /** rowid of the stored tag. */
  readonly rowId: number;
  readonly label: string;
  readonly source: string;
  /** 0–100; 0 where the source states none. */
  readonly confidence: number;
  /** Microseconds since 1970; null where the source states none. */
  readonly listedMicros: number | null;
}

/** What one walk may spend; counted in rows looked at, so that the same rows give the same answer. */
export class WorkBudget {
  #left: number;
  constructor(rows: number) {
    this.#left = rows;
  }
  /** Takes `rows` from what is left; false when it is used up. */
  spend(rows = 1): boolean {
    this.#left -= rows;
    return this.#left >= 0;
  }
  get spent(): boolean {
    return this.#left < 0;
  }
}

export interface SearchInput {
  /** The query's result, a chunk at a time, as column arrays in the order of its SELECT list. */
  readonly chunks: AsyncIterable<unknown[][]>;
  readonly signal: AbortSignal;
  /** Says, in a sentence for the reader of the run, what the search left out. */
  readonly incomplete: (what: string) => void;
}

/** A detector whose row and parameter types were checked where it was declared. */
export type AnyDetector = Detector<z.ZodObject, z.ZodObject>;

/** Declares a detector. One folder, one detector. */
export const detector = <P extends z.ZodObject, R extends z.ZodObject>(
  definition: Detector<P, R>,
): AnyDetector => definition as unknown as AnyDetector;

/** Stored transfers as evidence. */
export const transfers = (rowIds: readonly number[], role?: string): EvidenceRef[] =>
  rowIds.map((rowId) => ({
    kind: 'transfer',
    target: 'transfer',
    rowId,
    ...(role === undefined ? {} : { role }),
  }));

/** Shortened for sentences: `0x28c6…1d60`. */
export const short = (id: string): string => (id.length > 14 ? `${id.slice(0, 6)}…${id.slice(-4)}` : id);

/** Thousands separators, at most `digits` decimals, no trailing zeros. */
export const number = (value: number, digits = 2): string =>
  value !== 0 && Math.abs(value) < 10 ** -digits ? value.toPrecision(3) : formatOf(digits).format(value);

const formats: Intl.NumberFormat[] = [];
/** Making a format costs a hundred times as much as using it. */
const formatOf = (digits: number): Intl.NumberFormat =>
  (formats[digits] ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }));

/** `1 transfer`, `3 transfers`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${number(count, 0)} ${count === 1 ? noun : plural}`;

/** `41 minutes`, `3.2 days`, in the largest unit that leaves at least one. */
export function duration(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ];
  for (const [length, name] of units) if (seconds >= length) return counted1(seconds / length, name);
  return counted1(seconds, 'second');
}

const counted1 = (value: number, unit: string): string => {
  const text = number(value, value < 10 ? 1 : 0);
  return `${text} ${unit}${text === '1' ? '' : 's'}`;
};

/** Rises from 0 at `low` to 1 at `high`, on a logarithmic scale. */
export const logScale = (value: number, low: number, high: number): number =>
  clamp((Math.log(Math.max(value, low)) - Math.log(low)) / (Math.log(high) - Math.log(low)));

export const clamp = (value: number, low = 0, high = 1): number => Math.min(high, Math.max(low, value));
