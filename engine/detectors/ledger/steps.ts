/** Work in slices of some milliseconds: it yields between them and returns what it made. */
export type Steps<T> = Generator<void, T, void>;

/** Rows of one slice; a few milliseconds where every row is a cache miss. */
const STEP = 1 << 14;
/** Slices follow each other for so long before others have their turn. */
const TURN_MS = 15;

/**
 * Calls `work` on ranges that together are 0 to `size`, a slice at a time. The loop over rows stands in `work` and not
 * in the generator, where it would run at two thirds of the speed.
 */
export function* inSlices(size: number, work: (low: number, high: number) => void): Steps<void> {
  for (let low = 0; low < size; low += STEP) {
    work(low, Math.min(size, low + STEP));
    yield;
  }
}

/** All slices at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}

/** Slices for some milliseconds at a time; `between` lets others have their turn. */
export async function politely<T>(steps: Steps<T>, between: () => Promise<void>): Promise<T> {
  for (let began = performance.now(); ; ) {
    const { done, value } = steps.next();
    if (done) return value as T;
    if (performance.now() - began < TURN_MS) continue;
    await between();
    began = performance.now();
  }
}
