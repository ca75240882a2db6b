/** One line of `spyhop bench --json`. `ratio` above 1 means faster than the peer. */
export interface BenchResult {
  readonly bench: string;
  readonly rows: number;
  readonly seconds: number;
  readonly peer: string | null;
  readonly peerSeconds: number | null;
  readonly ratio: number | null;
  /** Most memory the measured process held; null where the platform does not tell. */
  readonly peakMiB: number | null;
  /** 95th percentile of what a person waits for meanwhile. */
  readonly p95Ms?: number;
  /** Why there is no peer, where one was wanted. */
  readonly remark?: string;
  /** Further figures of this bench, each with its unit in the name. */
  readonly figures?: Record<string, number>;
}

export interface BenchContext {
  /** A scratch folder with room for the generated files. */
  readonly dir: string;
  /** Another one that all benches of a run share: what one made there the next finds. */
  readonly shared: string;
  readonly note: (text: string) => void;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  readonly run: (context: BenchContext) => Promise<BenchResult[]>;
}
