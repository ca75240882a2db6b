import { Transform } from 'node:stream';
import { EngineError } from '#contract/errors.ts';

/** Real exports pack to a tenth or so; what grows beyond these limits is refused as a bomb. */
export const MAX_RATIO = 250;
export const ALWAYS_ALLOWED = 256 * 1024 * 1024;
export const MAX_ENTRIES = 100_000;
export const MAX_UNPACKED = 512 * 1024 * 1024 * 1024;

/** Passes bytes through until a packed source has grown beyond any honest measure. */
export function limitedBytes(packed: number, name: string): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (tooLarge(packed, seen)) done(bomb(name));
      else done(null, chunk);
    },
  });
}

export const tooLarge = (packed: number, unpacked: number): boolean =>
  unpacked > MAX_UNPACKED || (unpacked > ALWAYS_ALLOWED && unpacked > packed * MAX_RATIO);

export const bomb = (name: string): EngineError =>
  new EngineError(
    'invalid',
    `${name} unpacks to more than ${MAX_RATIO} times its size and was refused as a possible archive bomb. Nothing of it was kept; unpack it yourself if you trust it.`,
  );
