import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PART = /^\..*\.part$/;

/** A hidden name beside a file, for it while it is being written. */
export const partOf = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);

/** Removes what interrupted writings left in a folder. */
export function sweepParts(dir: string): void {
  for (const name of readdirSync(dir)) if (PART.test(name)) rmSync(join(dir, name), { force: true });
}
