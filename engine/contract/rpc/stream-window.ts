/** Items of one stream that may be on their way or unread before the engine has to wait. */
export const STREAM_WINDOW = 64;
/** The reader reports in steps, so that one message answers for many items. */
export const STREAM_REPORT = 32;

/** Counts what may still be sent; `take` waits for the reader when nothing may. */
export class StreamWindow {
  #left = STREAM_WINDOW;
  #wake: (() => void) | undefined;

  /** Resolves when one more item may go, or when `open` is called for good. */
  async take(): Promise<void> {
    while (this.#left <= 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#left -= 1;
  }

  add(count: number): void {
    this.#left += count;
    this.#wake?.();
  }

  /** Lets everything pass: the stream is being cancelled and must reach its end. */
  open(): void {
    this.add(Number.POSITIVE_INFINITY);
  }
}
