import type { Stage } from './stage.ts';
import type { Account } from './world.ts';

export type Difficulty = 'easy' | 'medium' | 'hard';
export const DIFFICULTIES: readonly Difficulty[] = ['easy', 'medium', 'hard'];

/** An account on its chain: `ethereum:0x…`. */
export type AccountKey = string;
export const keyOf = (account: Account): AccountKey => `${account.chain}:${account.address}`;

/** Something that is there and that a detector ought to see. Times in seconds since 1970, UTC. */
export interface TruthItem {
  readonly id: string;
  readonly detector: string;
  readonly difficulty: Difficulty;
  /** Without one of these named it is not this pattern. */
  readonly key: readonly AccountKey[];
  /** Everyone who takes part, the key accounts among them. */
  readonly members: readonly AccountKey[];
  readonly start: number;
  readonly end: number;
  /** Transactions of the planted transfers. */
  readonly hashes: readonly string[];
  /** Other detectors whose own pattern is truly there as well: no false positives, no recall. */
  readonly also: readonly string[];
  readonly note: string;
}

/** A legitimate look-alike. */
export interface Decoy {
  readonly id: string;
  readonly kind: string;
  readonly accounts: readonly AccountKey[];
  readonly start: number;
  readonly end: number;
  /** Detectors that must not alert on it. */
  readonly quiet: readonly string[];
}

/** Where a detector is right by the letter and nobody asked for it: counts neither way. */
export interface Neutral {
  readonly detectors: readonly string[];
  readonly accounts: readonly AccountKey[];
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** What planting a pattern gives back; `start`, `end` default to the times of its transfers. */
export interface Planted {
  /** Detectors whose pattern this is; the pattern's own id by default. */
  readonly detectors?: readonly string[];
  readonly key: readonly Account[];
  readonly members: readonly Account[];
  readonly also?: readonly string[];
  readonly start?: number;
  readonly end?: number;
  readonly note: string;
}

export interface Pattern {
  /** The file's name, and the detector's id unless `plant` says otherwise. */
  readonly id: string;
  /** How many to plant at each difficulty. */
  readonly each?: number;
  readonly plant: (stage: Stage) => Planted;
}

export interface PlantedDecoy {
  readonly accounts: readonly Account[];
  readonly quiet: readonly string[];
  readonly start?: number;
  readonly end?: number;
  /** Detectors that are right by the letter on it. */
  readonly neutral?: readonly string[];
}

export interface DecoyKind {
  readonly kind: string;
  readonly each: number;
  readonly plant: (stage: Stage) => PlantedDecoy;
}
