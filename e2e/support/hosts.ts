import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

export type Host = 'browser' | 'desktop';

export const root = join(import.meta.dirname, '..', '..');

/** The Electron program, if its package has fetched one. */
export function electronBinary(): string | undefined {
  const dir = join(root, 'node_modules', 'electron');
  try {
    const binary = join(dir, 'dist', readFileSync(join(dir, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Declares one set of specs for both hosts. The desktop's are skipped, and shown as skipped, where there
 * is no Electron program; with `REQUIRE_ELECTRON=1` they run and fail there.
 */
export function describeHosts(name: string, specs: (host: Host) => void): void {
  describe(`${name}, in a browser`, () => specs('browser'));
  const runs = electronBinary() !== undefined || process.env.REQUIRE_ELECTRON === '1';
  describe.skipIf(!runs)(`${name}, on the desktop`, () => specs('desktop'));
}
