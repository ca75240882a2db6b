import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '#contract/errors.ts';

export interface Upload {
  /** The file as it now lies on this machine. */
  readonly path: string;
  /** The dropped thing it belongs to: the file itself, or the topmost folder of a folder drop. */
  readonly top: string;
  readonly bytes: number;
}

const BATCH = /^[\w-]{1,64}$/;
const MAX_SEGMENTS = 32;
const MAX_SEGMENT_BYTES = 255;

/**
 * The parts of a relative path that a page sent.
 * @throws EngineError `invalid` for anything that could lead outside its folder or not be a file name.
 */
export function pathSegments(relative: string, platform: NodeJS.Platform = process.platform): string[] {
  const segments = relative.split('/');
  const refused =
    segments.length > MAX_SEGMENTS ||
    segments.some(
      (segment) =>
        segment === '' ||
        segment === '.' ||
        segment === '..' ||
        segment.includes('\\') ||
        hasControlCharacter(segment) ||
        Buffer.byteLength(segment) > MAX_SEGMENT_BYTES ||
        (platform === 'win32' && /[<>:"|?*]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)),
    );
  if (refused)
    throw new EngineError('invalid', 'The name of the dropped file cannot be used on this machine.');
  return segments;
}

const hasControlCharacter = (text: string): boolean => [...text].some((character) => character < ' ');

/** Files dropped in a page, kept in a folder that lives as long as this launch. */
export class Uploads {
  /** @param root an existing, private, empty folder. */
  constructor(private readonly root: string) {}

  /**
   * Streams a body to disk. Uploads of one `batch` share a folder, so that a dropped folder keeps its shape.
   * @throws EngineError `invalid` for an unusable name, `conflict` when the name is taken in its batch.
   */
  async receive(relative: string, batch: string | undefined, body: Readable): Promise<Upload> {
    const segments = pathSegments(relative);
    if (batch !== undefined && !BATCH.test(batch))
      throw new EngineError('invalid', 'The upload has a bad batch name.');
    const folder = join(this.root, batch ?? randomUUID());
    const path = resolve(folder, ...segments);
    if (!path.startsWith(folder + sep)) {
      throw new EngineError('invalid', 'The name of the dropped file leads outside its folder.');
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(body, file);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
        throw new EngineError('conflict', `“${relative}” was dropped twice at once. The first copy is kept.`);
      }
      await rm(path, { force: true });
      throw new EngineError(
        'cancelled',
        `The transfer of “${relative}” was broken off. Nothing of it was kept.`,
        undefined,
        {
          cause,
        },
      );
    }
    return { path, top: join(folder, segments[0]!), bytes: file.bytesWritten };
  }
}
