import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './hosts.ts';

/** Runs a command of the command line; its settings and recent cases lie in `dir`. @throws Error where it fails. */
export const spyhopCommand = (dir: string, ...words: readonly string[]): void =>
  void execFileSync(process.execPath, ['scripts/spyhop.mjs', ...words], {
    cwd: root,
    env: { ...process.env, SPYHOP_DATA: join(dir, 'data') },
    stdio: 'ignore',
  });
