/** Work in slices of some milliseconds: it yields between them and returns what it made. */
export type Steps<T> = Generator<void, T, void>;

/** Rows of one slice. */
export const STEP = 1 << 17;

/** All slices at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}

/** A slice at a time; `between` lets others have their turn. */
export async function politely<T>(steps: Steps<T>, between: () => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
    await between();
  }
}
