import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '#contract/common.ts';
import type { Verification } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';
import { readWarehouse, type Warehouse } from '../../warehouse/open.ts';
import { CASE_FORMAT, caseFileText, readCaseFile } from '../case-file.ts';
import { digestOf } from '../evidence-store.ts';
import { FrozenStore } from '../frozen-store.ts';
import { Findings } from './findings.ts';
import { accountOfJournal, type JournalAccount } from './journal-account.ts';
import { verifyKept } from './kept-files.ts';
import {
  readEveryTable,
  type StoredOriginal,
  storedOriginals,
  verifyAlerts,
  verifyDatasets,
  verifyWork,
} from './verify-tables.ts';

export interface VerifyContext {
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** The warehouse of the case where this process has it open; else it is opened to be read. */
  readonly warehouse?: Warehouse;
}

const OWN =
  /^(case\.json|passphrases\.json|journal\.jsonl|journal\.head|warehouse\.duckdb(\.wal|\.before-[\w-]+)?|evidence|frozen|exports)$/;

/**
 * Checks a case folder and changes nothing in it: the chain and head of its journal, originals and frozen exhibits by
 * their hash, the tables against the digests in the journal, case work against the journal played again, alerts, and what
 * was written to `exports/`. @throws EngineError `not-found`, `conflict` (newer version), `busy`, `cancelled`.
 */
export async function verifyCase(dir: string, context: VerifyContext): Promise<Verification> {
  if (!existsSync(join(dir, 'case.json')) && !existsSync(join(dir, 'journal.jsonl')))
    throw new EngineError('not-found', `There is no Spyhop case in ${dir}. Check the path.`, { dir });
  const findings = new Findings();
  const step = (message: string, done: number, total: number | null) =>
    context.progress({ stage: 'verify', message, done, total, unit: 'files' });

  step('Journal', 0, null);
  const account = accountOfJournal(dir, findings);
  verifyCaseFile(dir, account, findings);
  const datasets = await verifyDatabase(dir, account, context, findings, step);

  const wanted = new Map<string, { what: string; line: number | null }>();
  for (const [sha256, { name, line }] of account.originals)
    wanted.set(sha256, { what: `the original of ${name}`, line });
  for (const [sha256, line] of account.archives)
    wanted.set(sha256, { what: 'an archive that originals came out of', line });
  for (const { sha256, name, parent_sha256 } of datasets) {
    if (!wanted.has(sha256)) wanted.set(sha256, { what: `the original of ${name}`, line: null });
    if (parent_sha256 !== null && !wanted.has(parent_sha256))
      wanted.set(parent_sha256, { what: `the archive of ${name}`, line: null });
  }
  await verifyKept(dir, 'originals', wanted, account.leftOut, findings, context.signal, (done, total) =>
    step('Originals', done, total),
  );
  const exhibits = new Map(
    [...account.frozen].map(([sha256, line]) => [sha256, { what: 'frozen content', line }]),
  );
  await verifyKept(dir, 'frozen', exhibits, account.leftOut, findings, context.signal, (done, total) =>
    step('Frozen exhibits', done, total),
  );
  await verifyExports(dir, account, findings, context.signal);
  for (const name of readdirSync(dir).sort())
    if (!OWN.test(name)) findings.remark(`${name} lies in the case folder and is no part of the case.`);
  if (account.redacted > 0)
    findings.remark(
      `${account.redacted} of ${account.entries} entries of the journal were left out of this copy; their place in the chain holds, their content cannot be checked.`,
    );
  return {
    kind: 'case',
    path: dir,
    holds: findings.problems.length === 0,
    problems: findings.problems,
    checked: findings.checked,
    journal: { entries: account.entries, last: account.last },
    remarks: findings.remarks,
  };
}

function verifyCaseFile(dir: string, account: JournalAccount, findings: Findings): void {
  const file = join(dir, 'case.json');
  try {
    readCaseFile(file);
  } catch (error) {
    const newer =
      error instanceof EngineError && error.code === 'conflict' && /newer version/.test(error.message);
    // A newer version would have recorded its own description; a known one says that the file was changed.
    if (newer && (account.caseFile === null || account.caseFile.format > CASE_FORMAT)) throw error;
    findings.problem('case-file', 'case.json', 'it cannot be read as the description of a case', 1);
    return;
  }
  findings.checked.files += 1;
  if (account.caseFile === null) {
    findings.remark(
      'The journal of an early version does not hold the description of the case; case.json was not compared.',
    );
    return;
  }
  const found = readFileSync(file, 'utf8').split('\n');
  const wanted = caseFileText(account.caseFile).split('\n');
  const at = wanted.findIndex((line, index) => found[index] !== line);
  if (at !== -1 || found.length !== wanted.length)
    findings.problem(
      'case-file',
      'case.json',
      'it is not the description that the journal recorded last',
      (at === -1 ? wanted.length : at) + 1,
    );
}

async function verifyDatabase(
  dir: string,
  account: JournalAccount,
  context: VerifyContext,
  findings: Findings,
  step: (message: string, done: number, total: number | null) => void,
): Promise<StoredOriginal[]> {
  const file = join(dir, 'warehouse.duckdb');
  if (!existsSync(file)) {
    findings.problem('tables', 'warehouse.duckdb', 'it is missing');
    return [];
  }
  let warehouse: Warehouse | undefined;
  try {
    warehouse = context.warehouse ?? (await readWarehouse({ file, tempDir: context.tempDir }));
    return await warehouse.use(async (session) => {
      const datasets = await storedOriginals(session);
      await verifyDatasets(session, datasets, account, findings, (done, total) =>
        step('Tables', done, total),
      );
      step('Case work', 0, null);
      if (findings.problems.every((problem) => problem.step !== 'journal'))
        await verifyWork(
          session,
          join(dir, 'journal.jsonl'),
          new FrozenStore(join(dir, 'frozen'), true),
          account,
          context.tempDir,
          findings,
        );
      step('Alerts', 0, null);
      await verifyAlerts(session, account, findings);
      await readEveryTable(session);
      return datasets;
    }, context.signal);
  } catch (error) {
    if (context.signal.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
    if (error instanceof EngineError && (error.code === 'busy' || error.code === 'conflict')) throw error;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    findings.problem('tables', 'warehouse.duckdb', `it cannot be read (${reason})`);
    return [];
  } finally {
    if (warehouse !== context.warehouse) warehouse?.close();
  }
}

async function verifyExports(
  dir: string,
  account: JournalAccount,
  findings: Findings,
  signal: AbortSignal,
): Promise<void> {
  for (const [file, { sha256, before, line, entries }] of account.exports) {
    const path = join(dir, file);
    if (!existsSync(path)) {
      findings.remark(`${file} was written and is not in the folder any more.`);
      continue;
    }
    findings.checked.files += 1;
    const found = (await digestOf(path, signal)).sha256;
    if (found !== sha256 && found === before)
      findings.remark(`${file} is the one written before: its last writing was interrupted.`);
    else if (found !== sha256)
      findings.problem('reports', file, 'it is not the file that the journal says was written', line);
    else if (entries !== null && account.entries > line)
      findings.remark(
        `${file} states the case as of entry ${entries}; entries since: ${account.entries - line}.`,
      );
  }
  const exports = join(dir, 'exports');
  if (!existsSync(exports)) return;
  for (const name of readdirSync(exports, { recursive: true, encoding: 'utf8' }).sort())
    if (!account.exports.has(`exports/${name.split('\\').join('/')}`))
      findings.remark(`exports/${name} is not known to the journal.`);
}
