import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../evidence-store.ts';
import type { Findings } from './findings.ts';

/** Hashes every file that is named by its hash, and compares with what should be there. */
export async function verifyKept(
  dir: string,
  step: 'originals' | 'frozen',
  wanted: ReadonlyMap<string, { what: string; line: number | null }>,
  leftOut: ReadonlySet<string>,
  findings: Findings,
  signal: AbortSignal,
  see: (done: number, total: number) => void,
): Promise<void> {
  const folder = step === 'originals' ? 'evidence' : 'frozen';
  const names = existsSync(join(dir, folder)) ? readdirSync(join(dir, folder)).sort() : [];
  for (const [sha256, { what, line }] of wanted) {
    if (names.includes(sha256)) continue;
    if (leftOut.has(sha256)) findings.remark(`${folder}/${sha256} (${what}) was left out of this copy.`);
    else findings.problem(step, `${folder}/${sha256}`, `${what} is missing`, line);
  }
  for (const [index, name] of names.entries()) {
    see(index, names.length);
    const file = `${folder}/${name}`;
    const known = wanted.get(name);
    if (name.startsWith('.incoming-')) {
      findings.remark(`${file} is half a copy that an interruption left; opening the case removes it.`);
      continue;
    }
    if (!/^[0-9a-f]{64}$/.test(name)) {
      findings.problem('extra-files', file, 'its name is no SHA-256: nothing of the case put it there');
      continue;
    }
    const { sha256 } = await digestOf(join(dir, folder, name), signal);
    findings.checked[step] += 1;
    if (sha256 !== name)
      findings.problem(
        step,
        file,
        `${known?.what ?? 'a kept file'} has another SHA-256 than its name says (${sha256.slice(0, 12)}…): it was changed`,
        known?.line ?? null,
      );
    else if (!known)
      findings.remark(`${file} belongs to nothing in the journal; an interrupted act can leave such a file.`);
  }
}
