import { STREAM_REPORT } from './stream-window.ts';

type Settle = {
  resolve(result: IteratorResult<unknown>): void;
  reject(error: unknown): void;
};

/** Where a stream stands: what has arrived and is unread, and who is waiting for the next item. */
export class StreamReader {
  readonly #arrived: unknown[] = [];
  readonly #waiting: Settle[] = [];
  #taken = 0;
  #state: { ended: false } | { ended: true; error?: unknown } = { ended: false };

  /** @param report told how many items were taken since it was last told. */
  constructor(private readonly report: (count: number) => void) {}

  push(item: unknown): void {
    const waiting = this.#waiting.shift();
    if (!waiting) {
      this.#arrived.push(item);
      return;
    }
    waiting.resolve({ done: false, value: item });
    this.#count();
  }

  /** No more items come. Items that have arrived are still read; an error comes after them. */
  finish(error?: unknown): void {
    if (this.#state.ended) return;
    this.#state = error === undefined ? { ended: true } : { ended: true, error };
    while (this.#waiting.length > 0) this.#settleEnd(this.#waiting.shift()!);
  }

  /** Ends at once and forgets what is unread. */
  abandon(error?: unknown): void {
    this.#arrived.length = 0;
    this.finish(error);
  }

  next(): Promise<IteratorResult<unknown>> {
    return new Promise((resolve, reject) => {
      if (this.#arrived.length > 0) {
        resolve({ done: false, value: this.#arrived.shift() });
        this.#count();
      } else if (this.#state.ended) {
        this.#settleEnd({ resolve, reject });
      } else {
        this.#waiting.push({ resolve, reject });
      }
    });
  }

  #settleEnd({ resolve, reject }: Settle): void {
    if (this.#state.ended && this.#state.error !== undefined) {
      const { error } = this.#state;
      this.#state = { ended: true };
      reject(error);
    } else {
      resolve({ done: true, value: undefined });
    }
  }

  #count(): void {
    this.#taken += 1;
    if (this.#taken < STREAM_REPORT || this.#state.ended) return;
    this.report(this.#taken);
    this.#taken = 0;
  }
}
