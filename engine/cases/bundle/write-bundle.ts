import { createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BundleRequest, SealedBundle } from '#contract/bundles.ts';
import type { Progress } from '#contract/common.ts';
import { type Alert, AlertQuery } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { LeaveOut } from '#contract/redaction.ts';
import { alertsCsv, alertsJson } from '../../alerts/export-alerts.ts';
import { wholeAlerts } from '../../alerts/query-alerts.ts';
import type { Session } from '../../warehouse/session.ts';
import { caseFileText } from '../case-file.ts';
import type { CaseFolder } from '../case-folder.ts';
import { originalsOf } from '../custody/originals.ts';
import { caseUco } from '../exchange/case-uco.ts';
import type { KeptFile } from '../exchange/facts.ts';
import { stixBundle } from '../exchange/stix.ts';
import { headText } from '../journal/head.ts';
import { readEntries } from '../journal/scan.ts';
import { writeExport } from '../record-export.ts';
import { leaveOutWords } from '../redaction/find-words.ts';
import { type BundledFile, RemainingWords } from '../redaction/remaining-words.ts';
import { storedEvidence, storedWork } from '../work/stored.ts';
import { encrypted } from './age.ts';
import { guideText } from './guide.ts';
import { BAG_DECLARATION, BUNDLE_FORMAT, bagInfoText, GUIDE, manifestLine, TAG_MANIFEST } from './layout.ts';
import { type CaseContent, type Selection, select } from './leave-out.ts';
import { presentReport } from './present-report.ts';
import { exhibitsCsv, findingsCsv, findingsJson, originalsCsv } from './work-texts.ts';
import { writeMessage } from './write-message.ts';
import { ZipWriter } from './zip-writer.ts';

export interface SealContext {
  readonly folder: CaseFolder;
  readonly clock: () => Date;
  readonly programVersion: string;
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/**
 * Seals the case, or what of it is not left out, into a BagIt bag in a zip file, encrypted where asked. The file appears
 * whole or not at all; the journal says what was sealed and with which SHA-256. @throws EngineError `invalid`
 * (nothing such in the case, an original that was changed, a disk that cannot be written), `conflict` (role), `cancelled`.
 */
export async function sealBundle(request: BundleRequest, context: SealContext): Promise<SealedBundle> {
  const { folder, signal } = context;
  folder.need('change');
  const base = baseName(folder);
  const at = context.clock();
  const suffix = request.encryption === null ? '.zip' : '.zip.age';
  const path = resolve(
    request.out ?? freeName(folder.exportsDir, `${base}-${at.toISOString().replace(/[-:.]/g, '')}`, suffix),
  );
  if (request.out !== undefined && existsSync(path) && statSync(path).isDirectory())
    throw new EngineError('invalid', `${path} is a folder. Nothing was written; name a file.`);
  const scratch = mkdtempSync(join(context.tempDir, 'seal-'));
  try {
    const asked = request.leaveOutFound
      ? await leaveOutWords(request.words, context, request.leaveOut)
      : request.leaveOut;
    const { journal, selection } = await stillContent(folder, asked, scratch, signal);
    const { account } = selection;
    const redacted = Object.values(account).some((list) => list.length > 0);
    const head = { entries: folder.journal.length, last: folder.journal.last };
    const report = (request.report ?? !redacted) ? await presentReport(folder, selection.entriesOut) : null;
    const remaining = request.words.length > 0 ? new RemainingWords(request.words) : null;
    remaining?.lookAtName(path);
    const leftOut = {
      originals: account.originals.length,
      exhibits: account.exhibits.map(({ exhibit }) => exhibit),
      documents: account.documents.length,
      alerts: account.alerts.length,
      entries: account.entries.length,
    };
    let files = 0;
    const sha256 = await writeExport(folder, 'bundle-sealed', path, async (part) => {
      files = await writeZip(part, request.encryption, {
        base,
        selection,
        journal,
        head,
        report,
        at,
        context,
        redacted,
        remaining,
      });
      return {
        journal: head,
        files,
        encrypted:
          request.encryption === null
            ? null
            : 'passphrase' in request.encryption
              ? 'passphrase'
              : request.encryption.recipients,
        asked: request.leaveOut,
        ...(remaining
          ? {
              words: {
                searched: request.words.length,
                leftOut: request.leaveOutFound,
                remaining: remaining.answer.places.length,
              },
            }
          : {}),
        redacted: leftOut,
      };
    });
    return {
      path,
      fileName: basename(path),
      bytes: statSync(path).size,
      sha256,
      files,
      encrypted: request.encryption !== null,
      report: report !== null,
      leftOut,
      remaining: remaining?.answer ?? null,
    };
  } catch (error) {
    if (signal.aborted) throw new EngineError('cancelled', 'Cancelled; no bundle was written.');
    if (error instanceof EngineError) throw error;
    if ((error as NodeJS.ErrnoException).code?.startsWith('E'))
      throw new EngineError('invalid', writeMessage(error, path), { path }, { cause: error });
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A name that nothing in the folder has. */
function freeName(dir: string, name: string, suffix: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(dir, `${name}${number === 1 ? '' : `-${number}`}${suffix}`);
    if (!existsSync(path)) return path;
  }
}

/** What the case holds and its journal, of one moment: read again where somebody acted meanwhile. */
async function stillContent(
  folder: CaseFolder,
  leaveOut: LeaveOut,
  scratch: string,
  signal: AbortSignal,
): Promise<{ journal: string; selection: Selection }> {
  for (let attempt = 0; ; attempt += 1) {
    const before = folder.journal.length;
    const content = await folder.warehouse.use((session) => contentOf(folder, session), signal);
    const journal = join(scratch, `journal-${attempt}.jsonl`);
    const selection = await select(content, leaveOut, folder.frozen, folder.journal.file, journal, signal);
    if (folder.journal.length === before) return { journal, selection };
  }
}

const baseName = (folder: CaseFolder): string =>
  basename(folder.dir)
    .replace(/\.spyhop$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80) || 'case';

async function contentOf(folder: CaseFolder, session: Session): Promise<CaseContent> {
  const kept = await originalsOf(folder, session);
  return {
    originals: new Map(kept.map(({ sha256, name }) => [sha256, name])),
    alerts: await wholeAlerts(session, { ...AlertQuery.parse({}), dropped: 'too', limit: 10_000_000 }),
    exhibits: await storedEvidence(session, true),
    documents: await storedWork(session, [], true),
  };
}

/** What files of the bag are to a person, where their name does not say it. */
const WHAT: Readonly<Record<string, string>> = {
  'data/case.json': 'description of the case',
  'data/journal.jsonl': 'journal',
  'data/report.pdf': 'report',
  'data/originals.json': 'list of originals',
  'data/originals.csv': 'list of originals',
  'data/alerts.json': 'alerts',
  'data/alerts.csv': 'alerts',
  'data/left-out.json': 'account of what was left out',
  'data/case-uco.jsonld': 'CASE/UCO',
  'data/stix.json': 'STIX',
};

interface Filling {
  readonly base: string;
  readonly selection: Selection;
  readonly journal: string;
  readonly head: { entries: number; last: string };
  readonly report: string | null;
  readonly at: Date;
  readonly context: SealContext;
  readonly redacted: boolean;
  readonly remaining: RemainingWords | null;
}

/** Writes the zip, encrypted where asked; gives the number of files in it. */
async function writeZip(
  out: string,
  encryption: BundleRequest['encryption'],
  filling: Filling,
): Promise<number> {
  const zip = new ZipWriter(filling.at);
  const stream = encryption === null ? zip.output : await encrypted(zip.output, encryption);
  const written = pipeline(stream, createWriteStream(out, { flags: 'wx' }), {
    signal: filling.context.signal,
  });
  const filled = fill(zip, filling).catch((error: unknown) => {
    zip.output.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [files] = await Promise.all([filled, written]);
  return files;
}

/** Writes the files of the bag in order, the manifests after what they name. Gives the number of files. */
async function fill(zip: ZipWriter, filling: Filling): Promise<number> {
  const { base, selection, journal, head, report, at, context, redacted, remaining } = filling;
  const { folder, signal } = context;
  const file = { ...folder.file(), members: [] };
  const present = (sha256: string) => existsSync(folder.evidence.pathOf(sha256));
  const originals = [...selection.originals.keys()].filter(present).sort();
  const frozen = frozenOf(folder).filter((sha256) => !selection.frozenOut.has(sha256));
  const kept = await folder.warehouse.use(
    (session) => originalsOf(folder, session, selection.entriesOut),
    signal,
  );
  const known: KeptFile[] = kept
    .filter(({ sha256 }) => selection.originals.has(sha256))
    .map(({ sha256, name, bytes, importedAt, importedBy, acquisition }) => ({
      sha256,
      name,
      bytes,
      importedAt,
      importedBy,
      source: acquisition.source,
      note: acquisition.note,
    }));
  const exchange = {
    file,
    at: at.toISOString(),
    programVersion: context.programVersion,
    originals: known,
    exhibits: selection.exhibits.filter(({ removed }) => removed === null),
    documents: selection.documents,
    alerts: selection.alerts,
  };
  const missing = [...selection.originals.keys()].filter((sha256) => !present(sha256));
  const leftOut = {
    ...selection.account,
    originals: [
      ...selection.account.originals,
      ...missing.map((sha256) => ({ sha256, name: selection.originals.get(sha256) ?? '' })),
    ],
  };
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  const payload: [string, { file: string } | { text: string }, string?][] = [
    ['data/case.json', { text: caseFileText(folder.file()) }],
    ['data/journal.jsonl', { file: journal }],
    ['data/journal.head', { text: headText(head) }],
    ...originals.map((sha256): [string, { file: string }, string] => [
      `data/evidence/${sha256}`,
      { file: folder.evidence.pathOf(sha256) },
      sha256,
    ]),
    ...frozen.map((sha256): [string, { file: string }, string] => [
      `data/frozen/${sha256}`,
      { file: folder.frozen.pathOf(sha256) },
      sha256,
    ]),
    ['data/originals.json', { text: json(known) }],
    ['data/originals.csv', { text: originalsCsv(known) }],
    ['data/alerts.json', { text: alertsJson(selection.alerts as Alert[]) }],
    ['data/alerts.csv', { text: alertsCsv(selection.alerts) }],
    ['data/findings.json', { text: findingsJson(selection.documents, selection.exhibits) }],
    ['data/findings.csv', { text: findingsCsv(selection.documents, selection.exhibits) }],
    ['data/exhibits.csv', { text: exhibitsCsv(selection.exhibits) }],
    ['data/case-uco.jsonld', { text: caseUco({ ...exchange, entries: readEntries(journal) }) }],
    ['data/stix.json', { text: stixBundle({ ...exchange, entries: [] }) }],
    ['data/left-out.json', { text: json(leftOut) }],
    ...(report === null ? [] : [['data/report.pdf', { file: report }] as [string, { file: string }]]),
  ];
  const exhibitOf = new Map(
    selection.exhibits.flatMap(({ exhibit, frozen: { data, style, picture } }) =>
      [data, style, picture?.sha256].flatMap((hash): [string, string][] =>
        hash ? [[hash, `exhibit ${exhibit}`]] : [],
      ),
    ),
  );
  const whatIs = (name: string): string => {
    const hash = name.slice(name.lastIndexOf('/') + 1);
    return selection.originals.get(hash) ?? exhibitOf.get(hash) ?? WHAT[name] ?? name.replace('data/', '');
  };
  const remain = async (name: string, content: BundledFile['content']) =>
    remaining &&
    folder.warehouse.use(
      (session) =>
        remaining.look({ name, content, what: whatIs(name) }, { signal, session, tempDir: context.tempDir }),
      signal,
    );
  let manifest = '';
  let bytes = 0;
  for (const [index, [name, content, wanted]] of payload.entries()) {
    signal.throwIfAborted();
    context.progress({ stage: 'seal', message: name, done: index, total: payload.length, unit: 'files' });
    const written = await zip.add(`${base}/${name}`, content, signal);
    if (wanted !== undefined && written.sha256 !== wanted)
      throw new EngineError(
        'invalid',
        `${name.replace('data/', '')} was changed: its bytes have another SHA-256 than its name. Nothing was sealed; restore it from a backup.`,
        { file: name.replace('data/', '') },
      );
    manifest += manifestLine(written.sha256, name);
    bytes += written.bytes;
    await remain(name, content);
  }
  const { title, examiner, id } = folder.file();
  const tags: [string, string][] = [
    ['bagit.txt', BAG_DECLARATION],
    [
      'bag-info.txt',
      bagInfoText([
        ['Bagging-Date', at.toISOString().slice(0, 10)],
        ['Payload-Oxum', `${bytes}.${payload.length}`],
        ['External-Identifier', id],
        ['External-Description', title || 'untitled'],
        ['Contact-Name', folder.seat().name || examiner || 'not named'],
        ['Bag-Software-Agent', `Spyhop ${context.programVersion}`],
        ['Spyhop-Bundle-Format', String(BUNDLE_FORMAT)],
        ['Journal-Entries', String(head.entries)],
        ['Journal-Last-Hash', head.last],
        ['Redacted', redacted ? 'yes' : 'no'],
      ]),
    ],
    [
      GUIDE,
      guideText({
        base,
        title: title || 'untitled',
        ...head,
        madeBy: `${folder.seat().name || examiner || 'not named'}, ${at.toISOString()}, Spyhop ${context.programVersion}`,
        redacted,
        report: report !== null,
      }),
    ],
    ['manifest-sha256.txt', manifest],
  ];
  let tagManifest = '';
  for (const [name, text] of tags) {
    tagManifest += manifestLine((await zip.add(`${base}/${name}`, { text }, signal)).sha256, name);
    await remain(name, { text });
  }
  remaining?.lookAtName(base);
  await zip.add(`${base}/${TAG_MANIFEST}`, { text: tagManifest }, signal);
  zip.end();
  return payload.length + tags.length + 1;
}

/** What the journal says was frozen and is there. */
function frozenOf(folder: CaseFolder): string[] {
  const named = new Set<string>();
  for (const seq of folder.journal.numbersOf(...folder.journal.actions)) {
    const { detail } = folder.journal.read(seq);
    for (const item of (detail.items ?? []) as {
      frozen: { data: string; style: string | null; picture: { sha256: string } | null };
    }[])
      for (const hash of [item.frozen.data, item.frozen.style, item.frozen.picture?.sha256])
        if (hash) named.add(hash);
    for (const hash of (detail.keeps ?? []) as string[]) named.add(hash);
  }
  return [...named].filter((hash) => folder.frozen.has(hash)).sort();
}
