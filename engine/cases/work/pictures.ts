import type { z } from 'zod';
import type { FrozenParts, Picture } from '#contract/case-work.ts';
import { EngineError } from '#contract/errors.ts';
import type { FrozenStore } from '../frozen-store.ts';

type FrozenPicture = NonNullable<z.infer<typeof FrozenParts>['picture']>;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Keeps a picture as it was seen. @throws EngineError `invalid` when it is not of its type, or an SVG that would run or load something. */
export function freezePicture(frozen: FrozenStore, picture: Picture): FrozenPicture {
  const bytes =
    picture.type === 'image/png' ? Buffer.from(picture.base64, 'base64') : Buffer.from(picture.text);
  if (picture.type === 'image/png' ? !bytes.subarray(0, 8).equals(PNG) : !isPlainSvg(picture.text))
    throw new EngineError(
      'invalid',
      `The picture of the exhibit is no plain ${picture.type}. Nothing was added.`,
    );
  return { sha256: frozen.put(bytes), type: picture.type };
}

const isPlainSvg = (text: string): boolean =>
  /<svg[\s>]/i.test(text) &&
  !/<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*["'](?!#|data:image\/)/i.test(text);

/** A frozen picture as it travels. */
export function thawPicture(frozen: FrozenStore, { sha256, type }: FrozenPicture): Picture {
  const bytes = frozen.get(sha256);
  return type === 'image/png'
    ? { type, base64: bytes.toString('base64') }
    : { type, text: bytes.toString('utf8') };
}
