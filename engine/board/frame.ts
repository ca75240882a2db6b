import { instant, microsOf } from '../detectors/ledger/instant.ts';
import type { GraphIndex, RowRange } from '../graph/index/graph-index.ts';
import { niceBucket } from '../warehouse/nice-bucket.ts';

/** Buckets of a panel, about. */
const BUCKETS = 60;

/** Rows with a time in a frame, and equal stretches of it. */
export interface Frame extends RowRange {
  readonly bucketSeconds: number;
  /** The number of the stretch an instant lies in. */
  bucket(micros: number): number;
  /** When a stretch begins. */
  start(bucket: number): string;
}

export function frameOf(index: GraphIndex, query: { from: string | null; to: string | null }): Frame {
  const { micros, timed } = index.rows;
  const low = query.from === null ? 0 : index.firstRow(microsOf(query.from));
  const high = Math.max(low, query.to === null ? timed : index.rowsUpTo(microsOf(query.to)));
  const seconds = high > low ? (micros[high - 1]! - micros[low]!) / 1e6 : 0;
  return { low, high, ...stretches(niceBucket(seconds / BUCKETS)) };
}

/** Equal stretches of so many seconds. */
export const stretches = (bucketSeconds: number): Omit<Frame, 'low' | 'high'> => ({
  bucketSeconds,
  bucket: (micros) => Math.floor(micros / (bucketSeconds * 1e6)),
  start: (bucket) => instant(bucket * bucketSeconds * 1e6),
});

/** The stretch that parts a span of time into about sixty. */
export const bucketFor = (fromMicros: number, toMicros: number): number =>
  niceBucket(Math.max(0, toMicros - fromMicros) / 1e6 / BUCKETS);
