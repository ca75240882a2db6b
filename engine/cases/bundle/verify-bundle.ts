import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BundleKey } from '#contract/bundles.ts';
import type { Progress } from '#contract/common.ts';
import type { Verification } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';
import { openWarehouse } from '../../warehouse/open.ts';
import { Replay } from '../appliers.ts';
import { caseFileText } from '../case-file.ts';
import { digestOf } from '../evidence-store.ts';
import { FrozenStore } from '../frozen-store.ts';
import { readEntries } from '../journal/scan.ts';
import { Findings } from '../verify/findings.ts';
import { accountOfJournal, type JournalAccount } from '../verify/journal-account.ts';
import { storedEvidence, storedWork } from '../work/stored.ts';
import {
  BAG_DECLARATION,
  BUNDLE_FORMAT,
  parseBagInfo,
  parseManifest,
  TAG_FILES,
  TAG_MANIFEST,
} from './layout.ts';
import { openBundle } from './open-bundle.ts';
import { findingsJson } from './work-texts.ts';

/** What a copy does not hold, as `data/left-out.json` states it. */
export const LeftOut = z.object({
  originals: z.array(z.object({ sha256: z.string(), name: z.string() })),
  exhibits: z.array(z.object({ exhibit: z.number(), id: z.string(), frozen: z.array(z.string()) })),
  documents: z.array(z.object({ kind: z.string(), id: z.string(), number: z.number(), sha256: z.string() })),
  alerts: z.array(z.object({ id: z.string(), sha256: z.string() })),
  entries: z.array(z.object({ seq: z.number(), hash: z.string() })),
});
export type LeftOut = z.infer<typeof LeftOut>;

export interface BundleContext {
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** Checks a sealed bundle without restoring it. @throws EngineError as `openBundle` does, `conflict` for a newer version. */
export async function verifyBundle(
  path: string,
  key: BundleKey | null,
  context: BundleContext,
): Promise<Verification> {
  const scratch = mkdtempSync(join(context.tempDir, 'bundle-'));
  try {
    const { strange, dir } = await openBundle(path, key, scratch, context.signal);
    return (await verifyBag(path, dir, strange, context)).verification;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Checks an unpacked bag: its manifests, its journal, and that what it states of the case follows from the journal. */
export async function verifyBag(
  path: string,
  dir: string,
  strange: readonly string[],
  context: BundleContext,
): Promise<{ verification: Verification; leftOut: LeftOut | null }> {
  const findings = new Findings();
  const read = (name: string): string | null =>
    existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8') : null;
  const info = parseBagInfo(read('bag-info.txt') ?? '');
  const format = Number(info.get('Spyhop-Bundle-Format'));
  if (Number.isInteger(format) && format > BUNDLE_FORMAT)
    throw new EngineError(
      'conflict',
      `${path} was sealed by a newer version of Spyhop (bundle format ${format}, this program reads ${BUNDLE_FORMAT}). Nothing was changed; open it with that version.`,
      { file: path },
    );
  for (const name of strange) findings.problem('extra-files', name, 'a bundle holds no such file');
  if (read('bagit.txt') !== BAG_DECLARATION)
    findings.problem('container', 'bagit.txt', 'it is not the declaration of a BagIt 1.0 bag', 1);
  if (format !== BUNDLE_FORMAT)
    findings.problem('container', 'bag-info.txt', 'it does not state the format of a Spyhop bundle');

  const tags = manifestOf(TAG_MANIFEST, read(TAG_MANIFEST), findings);
  const payload = manifestOf('manifest-sha256.txt', read('manifest-sha256.txt'), findings);
  await verifyFiles(dir, tags, TAG_MANIFEST, findings, context);
  for (const name of TAG_FILES)
    if (!tags.has(name)) findings.problem('manifest', TAG_MANIFEST, `it does not list ${name}`);
  const bytes = await verifyFiles(dir, payload, 'manifest-sha256.txt', findings, context);
  if (info.get('Payload-Oxum') !== `${bytes}.${payload.size}`)
    findings.problem(
      'manifest',
      'bag-info.txt',
      `it states a payload of ${info.get('Payload-Oxum')}, there is ${bytes}.${payload.size}`,
    );
  verifyListed(dir, payload, findings);

  const data = join(dir, 'data');
  const account = accountOfJournal(data, findings);
  if (
    info.get('Journal-Entries') !== String(account.entries) ||
    info.get('Journal-Last-Hash') !== account.last
  )
    findings.problem(
      'journal',
      'data/journal.jsonl',
      'it does not end where bag-info.txt says',
      Math.max(1, account.entries),
    );
  if (account.caseFile !== null && read('data/case.json') !== caseFileText(account.caseFile))
    findings.problem(
      'case-file',
      'data/case.json',
      'it is not the description that the journal recorded last',
      1,
    );
  const leftOut = leftOutOf(read('data/left-out.json'), findings);
  if (leftOut) {
    verifyHeld(data, payload, account, leftOut, findings);
    if (findings.problems.length === 0) await verifyWorkText(data, account, findings, context);
  }
  verifyReport(payload, data, findings);
  if (leftOut && account.redacted > 0)
    findings.remark(
      `${account.redacted} of ${account.entries} entries of the journal were left out of this copy; their place in the chain holds, their content cannot be checked.`,
    );
  const problems = findings.problems.map((problem) =>
    /^(journal\.(jsonl|head)|case\.json)$/.test(problem.file)
      ? { ...problem, file: `data/${problem.file}` }
      : problem,
  );
  return {
    leftOut,
    verification: {
      kind: 'bundle',
      path,
      holds: problems.length === 0,
      problems,
      checked: findings.checked,
      journal: { entries: account.entries, last: account.last },
      remarks: findings.remarks,
    },
  };
}

function manifestOf(name: string, text: string | null, findings: Findings): Map<string, string> {
  if (text === null) {
    findings.problem('manifest', name, 'it is missing');
    return new Map();
  }
  const { files, fault } = parseManifest(text);
  if (fault !== null) findings.problem('manifest', name, 'it is no line of a manifest', fault);
  return files;
}

/** Hashes every listed file; gives the bytes they hold together. */
async function verifyFiles(
  dir: string,
  listed: ReadonlyMap<string, string>,
  manifest: string,
  findings: Findings,
  { signal, progress }: BundleContext,
): Promise<number> {
  let bytes = 0;
  let line = 0;
  for (const [name, sha256] of listed) {
    line += 1;
    signal.throwIfAborted();
    progress({ stage: 'verify', message: name, done: line, total: listed.size, unit: 'files' });
    const file = join(dir, name);
    if (name.split('/').includes('..') || !existsSync(file)) {
      findings.problem('manifest', name, `it is missing, and ${manifest} lists it`, line);
      continue;
    }
    bytes += statSync(file).size;
    findings.checked.files += 1;
    if ((await digestOf(file, signal)).sha256 !== sha256)
      findings.problem(
        'manifest',
        name,
        `it has another SHA-256 than ${manifest} says: it was changed`,
        line,
      );
  }
  return bytes;
}

const ALWAYS = [
  'case.json',
  'journal.jsonl',
  'journal.head',
  'alerts.json',
  'findings.json',
  'originals.json',
  'left-out.json',
];

/** Files in the bag that no manifest lists, and files that every bundle holds. */
function verifyListed(dir: string, payload: ReadonlyMap<string, string>, findings: Findings): void {
  for (const name of ALWAYS)
    if (!payload.has(`data/${name}`))
      findings.problem('manifest', 'manifest-sha256.txt', `it does not list data/${name}`);
  for (const name of filesIn(dir))
    if (name.startsWith('data/') && !payload.has(name))
      findings.problem('extra-files', name, 'manifest-sha256.txt does not list it');
}

function leftOutOf(text: string | null, findings: Findings): LeftOut | null {
  try {
    return LeftOut.parse(JSON.parse(text ?? ''));
  } catch {
    findings.problem('manifest', 'data/left-out.json', 'it does not say what the copy leaves out', 1);
    return null;
  }
}

/** Originals and frozen contents that the journal names are there or stated as left out, under their own hash. */
function verifyHeld(
  data: string,
  payload: ReadonlyMap<string, string>,
  account: JournalAccount,
  leftOut: LeftOut,
  findings: Findings,
): void {
  const originalsOut = new Set([...leftOut.originals.map(({ sha256 }) => sha256), ...account.leftOut]);
  const frozenOut = new Set([...leftOut.exhibits.flatMap(({ frozen }) => frozen), ...account.leftOut]);
  const check = (
    folder: 'evidence' | 'frozen',
    wanted: Iterable<[string, number, string]>,
    out: ReadonlySet<string>,
  ) => {
    for (const [sha256, line, what] of wanted) {
      if (existsSync(join(data, folder, sha256))) continue;
      if (out.has(sha256)) findings.remark(`data/${folder}/${sha256} (${what}) was left out of this copy.`);
      else
        findings.problem(
          folder === 'evidence' ? 'originals' : 'frozen',
          `data/${folder}/${sha256}`,
          `${what} is missing`,
          line,
        );
    }
  };
  check(
    'evidence',
    [...account.originals].map(([sha256, { name, line }]) => [sha256, line, `the original of ${name}`]),
    originalsOut,
  );
  check(
    'evidence',
    [...account.archives].map(([sha256, line]) => [sha256, line, 'an archive']),
    originalsOut,
  );
  check(
    'frozen',
    [...account.frozen].map(([sha256, line]) => [sha256, line, 'frozen content']),
    frozenOut,
  );
  for (const [name, sha256] of payload) {
    const kept = /^data\/(evidence|frozen)\/(.*)$/.exec(name);
    if (!kept) continue;
    findings.checked[kept[1] === 'evidence' ? 'originals' : 'frozen'] += 1;
    if (kept[2] !== sha256)
      findings.problem(
        kept[1] === 'evidence' ? 'originals' : 'frozen',
        name,
        'it has another SHA-256 than its name says',
      );
  }
}

/** What the bundle states of findings, notes and exhibits has to be what its journal gives. */
async function verifyWorkText(
  data: string,
  account: JournalAccount,
  findings: Findings,
  { tempDir }: BundleContext,
): Promise<void> {
  if (account.old) {
    findings.remark(
      'The journal begins with entries of an early version; data/findings.json was not compared with it.',
    );
    return;
  }
  const again = await openWarehouse({ file: ':memory:', tempDir });
  try {
    const frozen = new FrozenStore(join(data, 'frozen'), true);
    const text = await again.use(async (session) => {
      await session.transaction(async () => {
        const replay = new Replay(frozen);
        for (const entry of readEntries(join(data, 'journal.jsonl'))) await replay.add(session, entry);
        await replay.flush(session);
      });
      return findingsJson(await storedWork(session, [], true), await storedEvidence(session, true));
    });
    const stated = readFileSync(join(data, 'findings.json'), 'utf8');
    if (stated === text) return;
    const [one, other] = [stated.split('\n'), text.split('\n')];
    findings.problem(
      'case-work',
      'data/findings.json',
      'it is not what the journal gives',
      Math.max(
        0,
        one.findIndex((line, index) => line !== other[index]),
      ) + 1,
    );
  } finally {
    again.close();
  }
}

/** The report in the bundle has to be the one that the journal says was written last. */
function verifyReport(payload: ReadonlyMap<string, string>, data: string, findings: Findings): void {
  const sha256 = payload.get('data/report.pdf');
  if (sha256 === undefined) return;
  let last: string | null = null;
  try {
    for (const { action, detail } of readEntries(join(data, 'journal.jsonl')))
      if (action === 'report-written') last = String(detail.sha256);
  } catch {
    return; // a journal that does not hold is told already
  }
  if (last !== sha256)
    findings.problem(
      'reports',
      'data/report.pdf',
      'it is not the report that the journal says was written last',
    );
}

function filesIn(dir: string, below = ''): string[] {
  return readdirSync(join(dir, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesIn(dir, name) : [name];
  });
}
