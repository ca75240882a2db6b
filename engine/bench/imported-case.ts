import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from './define.ts';
import { generateChain } from './generate-chain.ts';
import { serveEngine } from './served-engine.ts';

export interface ImportedCase {
  readonly caseDir: string;
  readonly importSeconds: number;
  /** Building the derived tables. */
  readonly prepareSeconds: number;
}

/** A fresh case of `rows` generated transfers with its derived tables built; no process holds it afterwards. */
export async function importedCase({ dir, note }: BenchContext, rows: number): Promise<ImportedCase> {
  const csv = join(dir, `chain-${rows}.csv`);
  const caseDir = join(dir, `chain-${rows}.spyhop`);
  note(`generating ${rows.toLocaleString('en')} rows`);
  await generateChain(csv, rows);
  const { client, close } = await serveEngine(process.argv[1]!, caseDir);
  try {
    note('importing');
    const began = performance.now();
    for await (const event of client.datasets.import({ files: [{ path: csv }] }))
      if (event.type === 'file') {
        if (event.result.error) throw new Error(event.result.error);
        if (event.result.accepted !== rows)
          throw new Error(`${event.result.accepted} of ${rows} rows were accepted`);
      }
    const importSeconds = (performance.now() - began) / 1000;
    note('preparing the derived tables');
    const prepared = performance.now();
    await client.accounts.page({ limit: 1 });
    return { caseDir, importSeconds, prepareSeconds: (performance.now() - prepared) / 1000 };
  } finally {
    await close();
    rmSync(csv, { force: true });
  }
}
