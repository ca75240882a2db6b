import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileResult, ImportRequest } from '#contract/datasets.ts';
import { type CaseFolder, openCase } from '../cases/case-folder.ts';
import { type ImportContext, runImport } from '../importers/run-import.ts';

export interface ScratchCase {
  readonly folder: CaseFolder;
  readonly dir: string;
  readonly temp: string;
  readonly context: ImportContext;
  import(files: (string | ImportRequest['files'][number])[], signal?: AbortSignal): Promise<FileResult[]>;
  close(): void;
}

/** A case in a folder of its own, removed when closed. For tests and benchmarks. */
export async function scratchCase(): Promise<ScratchCase> {
  const temp = mkdtempSync(join(tmpdir(), 'spyhop-test-'));
  const dir = join(temp, 'case.spyhop');
  const clock = () => new Date('2026-01-01T00:00:00Z');
  const folder = await openCase({
    dir,
    create: true,
    tempDir: join(temp, 'tmp'),
    clock,
    programVersion: 'test',
  });
  const context: ImportContext = { folder, tempDir: join(temp, 'tmp'), clock, log: () => undefined };
  return {
    folder,
    dir,
    temp,
    context,
    async import(files, signal = new AbortController().signal) {
      const results: FileResult[] = [];
      const request = {
        files: files.map((file) => (typeof file === 'string' ? { path: file, options: {} } : file)),
      };
      for await (const event of runImport(context, request, signal))
        if (event.type === 'file') results.push(event.result);
      return results;
    },
    close() {
      folder.close();
      rmSync(temp, { recursive: true, force: true });
    },
  };
}
