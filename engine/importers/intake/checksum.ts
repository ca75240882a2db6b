import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ImportWarning } from '#contract/datasets.ts';

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/**
 * Compares a file with the SHA-256 in the `.CHECKSUM` that archives ship beside it. No such file: nothing
 * to say. The checksum that held is stated too, because it belongs to the provenance of the file.
 */
export async function checksumNotes(path: string): Promise<ImportWarning[]> {
  const stated = await readFile(`${path}.CHECKSUM`, 'utf8').then(
    (text) => /\b[0-9a-f]{64}\b/i.exec(text)?.[0].toLowerCase(),
    () => undefined,
  );
  if (stated === undefined) return [];
  const found = await sha256Of(path);
  return [
    found === stated
      ? {
          code: 'checksum-held',
          message: `${basename(path)} has the SHA-256 that its publisher states beside it.`,
        }
      : {
          code: 'checksum-differs',
          message: `${basename(path)} does not have the SHA-256 that its publisher states beside it (${stated.slice(0, 12)}…, found ${found.slice(0, 12)}…). It was imported as it is; download it again.`,
        },
  ];
}
