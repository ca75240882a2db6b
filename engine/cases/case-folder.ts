import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JournalEntry } from '#contract/cases.ts';
import type { Seat } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';
import { openWarehouse, type Warehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import { appliedActions, applyEntry } from './appliers.ts';
import {
  CaseFile,
  caseFileDigest,
  caseFileText,
  DESCRIBING,
  holdsCaseFile,
  newCaseFile,
  readCaseFile,
  writeCaseFile,
} from './case-file.ts';
import { type Need, requireMay, seatOf } from './custody/may.ts';
import { diskMessage } from './disk-message.ts';
import { EvidenceStore } from './evidence-store.ts';
import { FrozenStore } from './frozen-store.ts';
import { Journal } from './journal/journal.ts';
import { reconcile } from './reconcile.ts';
import { sweepParts } from './whole-file.ts';

/** What an act writes into the journal. */
export interface Act {
  readonly action: string;
  readonly detail: Record<string, unknown>;
}

export interface CaseFolder {
  readonly dir: string;
  readonly warehouse: Warehouse;
  readonly evidence: EvidenceStore;
  readonly frozen: FrozenStore;
  readonly journal: Journal;
  readonly exportsDir: string;
  file(): CaseFile;
  /** Changes the description of the case; the journal says so first. */
  save(change: Partial<CaseFile>, action: string, detail?: Record<string, unknown>): CaseFile;
  /** Writes into the journal, in the examiner's name, what was done. */
  record(action: string, detail: Record<string, unknown>): void;
  /**
   * Does what follows from its line in the journal: `plan` looks at the tables and throws where it cannot be done, or
   * gives null where there is nothing to do; then the line is written through to the disk, then the tables follow. One
   * act at a time. What was written and could not be brought into the tables is, when the case is next opened.
   */
  act(plan: (session: Session) => Promise<Act | null>, need?: Need): Promise<JournalEntry | null>;
  /** Who is at the case. */
  seat(): Seat;
  /** Seats a member whose passphrase was checked, or nobody. */
  sit(name: string | null): void;
  /** @throws EngineError `conflict` when whoever is at the case may not do this. */
  need(need: Need): void;
  close(): void;
}

export interface OpenCaseOptions {
  readonly dir: string;
  readonly create: boolean;
  readonly tempDir: string;
  readonly clock: () => Date;
  readonly programVersion: string;
  readonly memoryMiB?: number;
  readonly threads?: number;
}

/**
 * Opens the case in `dir`, or makes one where `create` is set and nothing is there.
 * Throws EngineError: `not-found` (no case), `conflict` (foreign folder, newer case),
 * `busy` (open elsewhere), `invalid` (damaged, no permission).
 */
export async function openCase(options: OpenCaseOptions): Promise<CaseFolder> {
  const { clock, programVersion } = options;
  const dir = resolve(options.dir);
  const caseFile = join(dir, 'case.json');
  if (!existsSync(caseFile)) makeCase(dir, caseFile, options);
  let file = readCaseFile(caseFile);
  try {
    accessSync(dir, constants.W_OK);
  } catch (error) {
    throw new EngineError('invalid', diskMessage(error, dir), { dir }, { cause: error });
  }
  const warehouse = await openWarehouse({
    file: join(dir, 'warehouse.duckdb'),
    tempDir: options.tempDir,
    memoryMiB: options.memoryMiB,
    threads: options.threads,
  });
  let journal: Journal;
  try {
    journal = new Journal(join(dir, 'journal.jsonl'));
  } catch (error) {
    warehouse.close();
    throw error;
  }
  const evidence = new EvidenceStore(join(dir, 'evidence'));
  const frozen = new FrozenStore(join(dir, 'frozen'));
  const exportsDir = join(dir, 'exports');
  mkdirSync(exportsDir, { recursive: true });
  sweepParts(exportsDir);

  let signedIn: string | null = null;
  const seat = () => seatOf(file, signedIn);
  const write = (action: string, detail: Record<string, unknown>) =>
    journal.append(action, seat().name ?? '', detail, clock(), programVersion);
  const save: CaseFolder['save'] = (change, action, detail = {}) => {
    const next = CaseFile.parse({ ...file, ...change });
    write(action, { ...detail, caseFile: next, caseFileSha256: caseFileDigest(caseFileText(next)) });
    writeCaseFile(caseFile, next);
    file = next;
    return next;
  };

  let queue: Promise<unknown> = Promise.resolve();
  let applied = 0;
  let behind = false;
  const catchUp = async (session: Session) => {
    for (const seq of journal.numbersOf(...appliedActions)) {
      if (seq < applied) continue;
      await applyEntry(session, journal.read(seq), frozen);
      applied = seq + 1;
    }
    behind = false;
  };
  const act: CaseFolder['act'] = (plan, need = 'change') => {
    const work = queue.then(async () => {
      requireMay(file, seat(), need);
      return warehouse.use(async (session) => {
        const planned = await plan(session);
        if (!planned) return null;
        if (behind) await catchUp(session);
        const entry = write(planned.action, planned.detail);
        behind = true;
        await applyEntry(session, entry, frozen);
        applied = entry.seq + 1;
        behind = false;
        return entry;
      });
    });
    queue = work.catch(() => undefined);
    return work;
  };

  const folder: CaseFolder = {
    dir,
    warehouse,
    evidence,
    frozen,
    journal,
    exportsDir,
    file: () => file,
    save,
    record: (action, detail) => void write(action, detail),
    act,
    seat,
    sit: (name) => {
      signedIn = name;
    },
    need: (need) => requireMay(file, seat(), need),
    close: () => {
      journal.close();
      warehouse.close();
    },
  };
  try {
    if (journal.length === 0) save({}, 'case-created');
    else file = lastCaseFile(journal, caseFile) ?? save({}, 'case-file-adopted');
    await warehouse.use(async (session) => {
      const state = await session.first<{ applied: number }>('SELECT applied FROM case_state');
      // Tables of a case that kept no account hold what its journal says.
      applied = state?.applied ?? journal.length;
      if (!state) await session.run('INSERT INTO case_state VALUES ($applied)', { applied });
      if (applied > journal.length)
        throw new EngineError(
          'invalid',
          `The tables of the case stand for ${applied} entries of a journal that holds ${journal.length}. Nothing was changed; restore journal.jsonl from a backup or a bundle.`,
          { dir },
        );
      await catchUp(session);
      await reconcile(folder, session, act);
    });
  } catch (error) {
    folder.close();
    throw error;
  }
  return folder;
}

/** The last two descriptions of the case that the journal recorded, the latest first. */
function recordedCaseFiles(journal: Journal): CaseFile[] {
  const found: CaseFile[] = [];
  const numbers = journal.numbersOf(...DESCRIBING);
  for (let at = numbers.length - 1; at >= 0 && found.length < 2; at -= 1) {
    const { caseFile } = journal.read(numbers[at]!).detail;
    if (caseFile !== undefined) found.push(CaseFile.parse(caseFile));
  }
  return found;
}

/** Puts back the description that the journal last recorded, where the file holds another: the machine stopped between the two. */
function lastCaseFile(journal: Journal, path: string): CaseFile | null {
  const [last, before] = recordedCaseFiles(journal);
  if (last === undefined) return null;
  if (holdsCaseFile(path, last)) return last;
  if (before === undefined || holdsCaseFile(path, before)) {
    writeCaseFile(path, last);
    return last;
  }
  throw new EngineError(
    'invalid',
    `${path} is not the description that the journal recorded last. Nothing was changed; \`spyhop verify\` says more; restore it from a backup or a bundle.`,
    { file: path },
  );
}

function makeCase(dir: string, caseFile: string, options: OpenCaseOptions): void {
  if (!options.create)
    throw new EngineError(
      'not-found',
      `There is no Spyhop case in ${dir}. Check the path, or make a case there first.`,
      { dir },
    );
  if (existsSync(dir) && readdirSync(dir).some((name) => !name.startsWith('.')))
    throw new EngineError(
      'conflict',
      `${dir} holds other files and is not a Spyhop case. Nothing was changed; choose an empty or new folder.`,
      { dir },
    );
  try {
    mkdirSync(dir, { recursive: true });
    writeCaseFile(caseFile, newCaseFile(dir, options.clock(), options.programVersion));
  } catch (error) {
    rmSync(`${caseFile}.next`, { force: true });
    throw new EngineError('invalid', diskMessage(error, dir), { dir }, { cause: error });
  }
}
