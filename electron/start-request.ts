import { resolve } from 'node:path';

/** What the command line of the desktop program asks for: `--case DIR` or `--demo`. */
export function startRequest(argv: readonly string[]): { caseDir?: string; demo: boolean } {
  const at = argv.indexOf('--case');
  const dir = at < 0 ? undefined : argv[at + 1];
  const joined = argv.find((argument) => argument.startsWith('--case='))?.slice('--case='.length);
  const caseDir = joined || dir;
  return { ...(caseDir ? { caseDir: resolve(caseDir) } : {}), demo: argv.includes('--demo') };
}
