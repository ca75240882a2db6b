import type { Instant } from '#contract/common.ts';

/** The span every page is filtered by; both ends inside. */
export interface TimeFrame {
  readonly from: Instant;
  readonly to: Instant;
}

/** Seconds since 1970 as the contract writes instants. */
export const toInstant = (seconds: number): Instant =>
  new Date(Math.round(seconds) * 1000).toISOString().replace('.000Z', 'Z');

export const toSeconds = (instant: Instant): number => Date.parse(instant) / 1000;

/** Orders the ends and keeps the frame inside the coverage. null when the frame covers everything. */
export function frameWithin(
  from: number,
  to: number,
  coverage: { from: number; to: number },
): TimeFrame | null {
  const low = Math.max(coverage.from, Math.min(from, to));
  const high = Math.min(coverage.to, Math.max(from, to));
  if (high < low) return null;
  if (low <= coverage.from && high >= coverage.to) return null;
  return { from: toInstant(low), to: toInstant(high) };
}

/** Moves the frame by its own width, without leaving the coverage. */
export function stepFrame(
  frame: TimeFrame,
  direction: -1 | 1,
  coverage: { from: number; to: number },
): TimeFrame {
  const from = toSeconds(frame.from);
  const to = toSeconds(frame.to);
  const width = to - from;
  const wanted = from + direction * Math.max(1, width);
  const start = Math.min(Math.max(wanted, coverage.from), Math.max(coverage.from, coverage.to - width));
  return { from: toInstant(start), to: toInstant(start + width) };
}

/** What `from`/`to` of a query become. */
export const frameQuery = (frame: TimeFrame | null): { from: Instant | null; to: Instant | null } => ({
  from: frame?.from ?? null,
  to: frame?.to ?? null,
});

/** The span of a bar that begins at `at`, both ends inside, no wider than the frame; it goes into a question for rows. */
export function bucketSpan(
  at: Instant,
  bucketSeconds: number,
  frame: TimeFrame | null,
): { from: Instant; to: Instant } {
  const last = toInstant(toSeconds(at) + bucketSeconds - 1).replace('Z', '.999999Z');
  return {
    from: frame && toSeconds(frame.from) > toSeconds(at) ? frame.from : at,
    to: frame && toSeconds(frame.to) < toSeconds(last) ? frame.to : last,
  };
}
