import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { detect } from '../alerts/detect.ts';
import { type ImportContext, runImport } from '../importers/run-import.ts';
import type { CaseFolder } from './case-folder.ts';

/** The folder with the demo's original files, or null where this build has none. */
export function demoArchive(resources: string): string | null {
  const dir = join(resources, 'demo');
  return existsSync(dir) ? dir : null;
}

export interface DemoCaseOptions extends Omit<ImportContext, 'folder'> {
  readonly resources: string;
  readonly data: string;
  readonly open: (dir: string, create: boolean) => Promise<CaseFolder>;
  /** Closes the open case first: it may be the demo itself. */
  readonly close: () => void;
}

/**
 * Opens the demo case of this seat; the first time it is made from the bundled originals, by the same
 * import and detection as any other case. A half-made one is made anew.
 */
export async function openDemoCase(options: DemoCaseOptions): Promise<CaseFolder> {
  const source = demoArchive(options.resources);
  const dir = join(options.data, 'demo.spyhop');
  options.close();
  if (existsSync(join(dir, 'case.json'))) {
    const folder = await options.open(dir, false);
    if (folder.journal.numbersOf('demo-case-ready').length > 0) return folder;
    folder.close();
    rmSync(dir, { recursive: true, force: true });
  }
  const folder = await options.open(dir, true);
  try {
    const change = {
      title: 'Demo: two Ethereum blocks and a bridge contract',
      description:
        'Public data under the MIT licence: two whole Ethereum blocks with their event logs, explorer exports of one contract, sanctions and exchange labels. See resources/demo-sources.md.',
    };
    folder.save(change, 'case-changed', change);
    const signal = new AbortController().signal;
    const context: ImportContext = {
      folder,
      tempDir: options.tempDir,
      clock: options.clock,
      log: options.log,
    };
    if (source) for await (const _ of runImport(context, { files: [{ path: source, options: {} }] }, signal));
    for await (const _ of detect({ folder, log: options.log }, { only: [], params: {}, asOf: null }, signal));
    folder.record('demo-case-ready', {});
    return folder;
  } catch (error) {
    folder.close();
    throw error;
  }
}
