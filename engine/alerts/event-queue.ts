/** Events pushed by one side, iterated by the other. */
class EventQueue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #wake: (() => void) | null = null;
  #ended = false;

  push(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#ended) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** Runs work that pushes events, as a stream of them; it fails as the work fails, after what was pushed before. */
export async function* streamed<E>(work: (push: (event: E) => void) => Promise<void>): AsyncGenerator<E> {
  const queue = new EventQueue<E>();
  const running = work((event) => queue.push(event)).finally(() => queue.end());
  running.catch(() => undefined);
  yield* queue;
  await running;
}
