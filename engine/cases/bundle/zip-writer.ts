import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** What went into the zip, as it was read. */
export interface Written {
  readonly sha256: string;
  readonly bytes: number;
}

/** Writes a zip entry by entry and hashes what goes in on the way. All entries carry the same time and mode. */
export class ZipWriter {
  readonly #zip = new ZipFile();
  readonly #time: Date;

  constructor(time: Date) {
    this.#time = time;
    this.#zip.on('error', (error) => (this.#zip.outputStream as Readable).destroy(error as Error));
  }

  /** The zip as it comes; it has to be read for `add` to go on. */
  get output(): Readable {
    return this.#zip.outputStream as Readable;
  }

  /** Adds the content of a file, or a text, under a name; settles when it has been read to its end. */
  async add(
    name: string,
    content: { file: string } | { text: string },
    signal: AbortSignal,
  ): Promise<Written> {
    const hash = createHash('sha256');
    let bytes = 0;
    const through = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const source =
      'file' in content ? createReadStream(content.file) : Readable.from([Buffer.from(content.text)]);
    source.on('error', (error: Error) => through.destroy(error));
    source.pipe(through);
    this.#zip.addReadStream(through, name, {
      mtime: this.#time,
      mode: 0o100644,
      compressionLevel: 'file' in content ? 1 : 6,
      forceDosTimestamp: true,
    });
    await finished(through, { signal });
    return { sha256: hash.digest('hex'), bytes };
  }

  end(): void {
    this.#zip.end();
  }
}
