import { existsSync } from 'node:fs';
import type { Progress } from '#contract/common.ts';
import type { Alert } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import { alertsCsv, alertsJson } from '../../alerts/export-alerts.ts';
import { caseFileText } from '../case-file.ts';
import type { CaseFolder } from '../case-folder.ts';
import { originalsOf } from '../custody/originals.ts';
import { caseUco } from '../exchange/case-uco.ts';
import type { KeptFile } from '../exchange/facts.ts';
import { stixBundle } from '../exchange/stix.ts';
import { headText } from '../journal/head.ts';
import { entryOf, readEntries, scanLines } from '../journal/scan.ts';
import type { BundledFile, RemainingWords } from '../redaction/remaining-words.ts';
import { turns } from '../redaction/turns.ts';
import { guideText } from './guide.ts';
import { BAG_DECLARATION, BUNDLE_FORMAT, bagInfoText, GUIDE, manifestLine, TAG_MANIFEST } from './layout.ts';
import type { Selection } from './leave-out.ts';
import { exhibitsCsv, findingsCsv, findingsJson, originalsCsv } from './work-texts.ts';
import type { ZipWriter } from './zip-writer.ts';

export interface SealContext {
  readonly folder: CaseFolder;
  readonly clock: () => Date;
  readonly programVersion: string;
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
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

export interface Filling {
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

/** Writes the files of the bag in order, the manifests after what they name. Gives the number of files. */
export async function fillBag(zip: ZipWriter, filling: Filling): Promise<number> {
  const { base, selection, journal, head, report, at, context, redacted, remaining } = filling;
  const { folder, signal } = context;
  const file = { ...folder.file(), members: [] };
  const present = (sha256: string) => existsSync(folder.evidence.pathOf(sha256));
  const originals = [...selection.originals.keys()].filter(present).sort();
  const frozen = (await frozenOf(folder, signal)).filter((sha256) => !selection.frozenOut.has(sha256));
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
async function frozenOf({ journal, frozen }: CaseFolder, signal: AbortSignal): Promise<string[]> {
  const named = new Set<string>();
  const turn = turns(signal);
  for (const { text } of scanLines(journal.file)) {
    await turn();
    if (!text.includes('"items":') && !text.includes('"keeps":')) continue;
    const { detail } = entryOf(text);
    for (const item of (detail.items ?? []) as {
      frozen: { data: string; style: string | null; picture: { sha256: string } | null };
    }[])
      for (const hash of [item.frozen.data, item.frozen.style, item.frozen.picture?.sha256])
        if (hash) named.add(hash);
    for (const hash of (detail.keeps ?? []) as string[]) named.add(hash);
  }
  return [...named].filter((hash) => frozen.has(hash)).sort();
}
