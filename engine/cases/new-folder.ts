import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import { writeMessage } from './bundle/write-message.ts';

/**
 * Makes a case folder that appears whole or not at all. `fill` makes it at `made`, within a hidden scratch folder beside its
 * place; what else is in there is removed. @throws EngineError `conflict` (something is there), `invalid` (no room or
 * permission); what `fill` throws is handed on.
 */
export async function makeCaseFolder<T>(
  place: string,
  fill: (made: string, scratch: string) => Promise<T>,
): Promise<{ dir: string; result: T }> {
  const dir = resolve(place);
  if (existsSync(dir))
    throw new EngineError(
      'conflict',
      `${dir} is there already. Nothing was changed; name a folder that is not.`,
      { dir },
    );
  const scratch = join(dirname(dir), `.${basename(dir)}.${randomBytes(4).toString('hex')}.making`);
  const told = (error: unknown): unknown =>
    error instanceof EngineError || !isOfDisk(error)
      ? error
      : new EngineError('invalid', writeMessage(error, dir), { dir }, { cause: error });
  try {
    mkdirSync(scratch);
  } catch (error) {
    throw told(error);
  }
  try {
    const made = join(scratch, 'made.spyhop');
    const result = await fill(made, scratch);
    renameSync(made, dir);
    return { dir, result };
  } catch (error) {
    throw told(error);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const isOfDisk = (error: unknown): boolean =>
  Boolean((error as NodeJS.ErrnoException).code?.startsWith('E')) ||
  /No space left|ENOSPC/i.test(error instanceof Error ? error.message : String(error));
