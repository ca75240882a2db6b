import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { CleanTable } from './source.ts';

const quoted = (value: string | null): string =>
  value === null ? '' : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`;

/** One CSV written in batches; a failing disk surfaces at the next batch. */
class BatchedCsv {
  readonly #stream: WriteStream;
  #pending: string[] = [];
  #failure: Error | null = null;
  count = 0;

  constructor(path: string) {
    this.#stream = createWriteStream(path);
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  async line(text: string): Promise<void> {
    this.count += 1;
    this.#pending.push(text);
    if (this.#pending.length >= 2000) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
    this.#stream.end();
    if (!this.#stream.closed) await once(this.#stream, 'close');
    if (this.#failure) throw this.#failure;
  }

  async #flush(): Promise<void> {
    if (this.#failure) throw this.#failure;
    const text = this.#pending.join('');
    this.#pending = [];
    if (text !== '' && !this.#stream.write(text)) await once(this.#stream, 'drain');
  }
}

/** Writes the pair of plain CSV files a CleanTable stands for. */
export class CleanWriter {
  readonly #path: string;
  readonly #rows: BatchedCsv;
  readonly #broken: BatchedCsv;

  constructor(path: string) {
    this.#path = path;
    this.#rows = new BatchedCsv(path);
    this.#broken = new BatchedCsv(`${path}.broken`);
  }

  /** A record that could be taken apart; null is an absent value. */
  row(line: number, values: readonly (string | null)[]): Promise<void> {
    return this.#rows.line(`${line},${values.map(quoted).join(',')}\n`);
  }

  /** A record that could not, with why. */
  broken(line: number, value: string, reason: string): Promise<void> {
    const shown = value
      .slice(0, 200)
      .replaceAll('\u0000', '\u2400')
      .replaceAll('\n', '\u2424')
      .replaceAll('\r', '');
    return this.#broken.line(`${line},${quoted(shown)},${quoted(reason)}\n`);
  }

  async end(): Promise<CleanTable> {
    await this.#rows.end();
    await this.#broken.end();
    return {
      path: this.#path,
      rows: this.#rows.count,
      brokenPath: `${this.#path}.broken`,
      broken: this.#broken.count,
    };
  }
}
