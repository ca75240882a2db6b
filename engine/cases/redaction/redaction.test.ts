import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { ZipFile } from 'yazl';
import { BundleRequest } from '#contract/bundles.ts';
import { AlertQuery } from '#contract/detection.ts';
import type { PlaceKind, Unread, WordPlace } from '#contract/redaction.ts';
import { HouseStyle, ReportRequest } from '#contract/reports.ts';
import { wholeAlerts } from '../../alerts/query-alerts.ts';
import { giveVerdict } from '../../alerts/triage.ts';
import { runImport } from '../../importers/run-import.ts';
import { printPdf } from '../../report/render/print-pdf.ts';
import { writeReport } from '../../report/write-report.ts';
import { type SmallCase, smallCase } from '../../testing/small-case.ts';
import { openBundle } from '../bundle/open-bundle.ts';
import { restoreBundle } from '../bundle/restore.ts';
import { verifyBundle } from '../bundle/verify-bundle.ts';
import { sealBundle } from '../bundle/write-bundle.ts';
import type { CaseFolder } from '../case-folder.ts';
import { stateAcquisition } from '../custody/originals.ts';
import { Journal } from '../journal/journal.ts';
import { saveView } from '../saved-views.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { addEvidence, saveWork, setRemoved } from '../work/case-work.ts';
import { findWords } from './find-words.ts';
import { pdfText } from './pdf-text.ts';
import { type FileSearch, searchFile } from './search-file.ts';
import { Sighting, wordPattern } from './word-pattern.ts';

/** A name that nothing else holds, written differently in each place. */
const WORD = 'Zebedee Quüx';
const signal = new AbortController().signal;
const quiet = { signal, progress: () => undefined };
const clock = () => new Date('2026-02-01T00:00:00Z');

let small: SmallCase;
let folder: CaseFolder;
let temp: string;

const find = async (words: readonly string[]) => {
  const places: WordPlace[] = [];
  const found = await findWords(words, { ...quiet, folder, tempDir: temp }, (place) => places.push(place));
  return { ...found, places };
};
const seal = (name: string, request: Partial<BundleRequest>) =>
  sealBundle(BundleRequest.parse({ out: join(temp, name), ...request }), {
    ...quiet,
    folder,
    clock,
    programVersion: 'test',
    tempDir: temp,
  });

beforeAll(async () => {
  small = await smallCase();
  temp = mkdtempSync(join(tmpdir(), 'spyhop-redaction-'));
  folder = await small.open(small.dir);
  const context = { folder, tempDir: temp, clock, log: () => undefined };
  const rows = 'chain,time,tx_hash,log_index,from,to,asset,amount,memo\n';
  const row = (n: number, memo: string) =>
    `ethereum,2023-01-02T00:00:0${n}Z,0x${String(n).padStart(64, 'b')},0,0x${'1'.repeat(40)},0x${'2'.repeat(40)},ETH,${n},${memo}\n`;
  const file = join(temp, 'payments of zebedee quüx.csv');
  writeFileSync(file, rows + row(1, 'rent') + row(2, 'for ZEBEDEE QUÜX, thanks'.replace(',', '')));
  const packed = join(temp, 'packed.csv.gz');
  writeFileSync(packed, gzipSync(rows + row(3, 'to zebedee quüx')));
  for await (const _ of runImport(
    context,
    { files: [file, packed].map((path) => ({ path, options: {} })) },
    signal,
  ));
  const [original] = readdirSync(folder.evidence.dir);
  await stateAcquisition(folder, original!, {
    source: `handed over by ${WORD}`,
    note: '',
    acquiredBy: '',
    acquiredAt: null,
  });
  const [alert] = await folder.warehouse.use((session) => wholeAlerts(session, AlertQuery.parse({})));
  await giveVerdict(folder, [alert!.id], 'false', `seen by ${WORD}`);
  await saveView(folder, { id: null, name: `money of ${WORD}`, content: '{}' });
  const exhibit = await addEvidence(folder, {
    kind: 'rows',
    title: 'Harmless',
    note: `ask ${WORD} "soon"`,
    data: JSON.stringify({ columns: ['who'], rows: [['zebedee quu\u0308x']] }),
    picture: {
      type: 'image/svg+xml',
      text: `<svg xmlns="http://www.w3.org/2000/svg"><text>${WORD}</text></svg>`,
    },
  });
  // Another exhibit froze the same.
  await addEvidence(folder, {
    kind: 'rows',
    title: 'Harmless too',
    data: JSON.stringify({ columns: ['who'], rows: [['zebedee quu\u0308x']] }),
  });
  await saveWork(folder, {
    id: null,
    content: {
      kind: 'finding',
      statement: 'Somebody was paid.',
      detail: `It was ${WORD}.`,
      confidence: 'low',
      tier: 'lead',
      supporting: [{ evidence: exhibit.id }],
    },
  });
  await saveWork(folder, {
    id: null,
    content: { kind: 'task', type: 'task', title: `Ask ${WORD}`, status: 'open' },
  });
  await saveWork(folder, {
    id: null,
    content: { kind: 'hypothesis', statement: `${WORD} is the owner.`, status: 'open' },
  });
  // Only an earlier version of this note holds the word.
  const note = await saveWork(folder, { id: null, content: { kind: 'note', text: `Call ${WORD}.` } });
  await saveWork(folder, { id: note.id, version: 1, content: { kind: 'note', text: 'Call.' } });
  const gone = await saveWork(folder, { id: null, content: { kind: 'note', text: 'Wrong.' } });
  await setRemoved(folder, { kind: 'note', id: gone.id }, true, `wish of ${WORD}`);
  await writeReport(
    {
      folder,
      clock,
      programVersion: 'test',
      signal,
      style: HouseStyle.parse({}),
      profileOf: () => Promise.reject(new Error('no profile is asked for')),
    },
    ReportRequest.parse({}),
  );
}, 60_000);
afterAll(() => {
  folder.close();
  small.remove();
  rmSync(temp, { recursive: true, force: true });
});

describe('words are found', () => {
  test('in every kind of place, however they are written, with what leaves each out', async () => {
    const { places, total, canGo, unread } = await find([WORD]);
    expect(places).toHaveLength(total);
    expect(unread).toEqual([]);
    const kinds = new Set(places.map(({ kind }) => kind));
    const wanted: PlaceKind[] = [
      'exhibit',
      'file-name',
      'finding',
      'frozen',
      'hypothesis',
      'journal',
      'note',
      'original',
      'report',
      'task',
    ];
    expect([...kinds].sort()).toEqual(wanted);
    const whats = places.map(({ what }) => what);
    for (const what of [
      /^finding \d, detail$/,
      /^hypothesis 1, statement$/,
      /^task \d, title$/,
      /^note \d, reason of the removal$/,
      /^exhibit \d, note$/,
      /^exhibit \d, frozen data$/,
      /^exhibit \d, frozen picture$/,
      /^name of payments of zebedee quüx\.csv$/,
      /^payments of zebedee quüx\.csv$/,
      /^packed\.csv/,
      /^journal entry \d+ \(note-saved\)$/,
      /^journal entry \d+ \(view-saved\)$/,
      /^journal entry \d+ \(verdict-given\)$/,
      /^journal entry \d+ \(acquisition-stated\)$/,
    ])
      expect(
        whats.filter((one) => what.test(one)),
        String(what),
      ).not.toEqual([]);
    for (const { words, snippet } of places) {
      expect(words).toEqual([WORD]);
      expect(
        snippet.match
          .normalize('NFC')
          .toLowerCase()
          .replace(/[\s\u200b]+/g, ''),
      ).toContain('zebedeequ');
    }
    const data = places.find(({ what }) => /frozen data$/.test(what));
    expect(data?.leaveOut?.exhibits).toHaveLength(2);
    const staying = places.filter(({ leaveOut }) => leaveOut === null);
    expect(staying.length).toBe(total - canGo);
    for (const { stays, what } of staying) {
      expect(stays).not.toBeNull();
      expect(what).toMatch(/^(report|journal entry \d+ \(dataset-imported\))/);
    }
    expect((await find(['quite another name'])).total).toBe(0);
  });

  test('in the description of the case, which stays', async () => {
    folder.save({ description: 'A matter of Xanthippe' }, 'case-changed', {});
    const { places, canGo } = await find(['xanthippe']);
    expect(canGo).toBe(0);
    expect(places.map(({ kind }) => kind)).toEqual(['case', 'journal']);
  });

  test('in alerts, by an address, which go with the original they rest on', async () => {
    const address = `0x${'1'.padStart(40, 'a')}`.toUpperCase().replace('0X', '0x');
    const { places } = await find([address]);
    const alerts = places.filter(({ kind }) => kind === 'alert');
    expect(alerts.length).toBeGreaterThan(0);
    for (const { leaveOut } of alerts) expect(leaveOut?.originals).toHaveLength(1);
    expect(places.some(({ kind }) => kind === 'original')).toBe(true);
  });
});

describe('a copy without them', () => {
  test('holds none of the words but where it says so, holds, and is restored', async () => {
    const sealed = await seal('without.zip', { words: [WORD], leaveOutFound: true });
    const { remaining, leftOut } = sealed;
    expect(leftOut.originals).toBe(3);
    expect(leftOut.documents).toBe(5);
    expect(remaining?.unread).toEqual([]);
    const into = mkdtempSync(join(temp, 'look-'));
    const { dir, files } = await openBundle(sealed.path, null, into, signal);
    // By a search of its own, without anything of the program's.
    const holding = files.filter((name) =>
      readFileSync(join(dir, name), 'utf8').normalize('NFC').toLowerCase().includes('zebedee qu'),
    );
    expect(holding.sort()).toEqual([...new Set(remaining?.places.map(({ file }) => file))].sort());
    // Names of files stay in the journal, in the list of what was left out and in what is made of the journal.
    for (const name of holding)
      expect(name).toMatch(/^data\/(journal\.jsonl|left-out\.json|case-uco\.jsonld)$/);
    expect(holding).toContain('data/journal.jsonl');
    const journal = remaining!.places.find(({ file }) => file === 'data/journal.jsonl')!;
    expect(readFileSync(join(dir, 'data/journal.jsonl'), 'utf8').split('\n')[journal.line! - 1]).toContain(
      'dataset-imported',
    );
    expect((await verifyBundle(sealed.path, null, { ...quiet, tempDir: temp })).problems).toEqual([]);
    const restored = await restoreBundle(sealed.path, join(temp, 'without.spyhop'), null, {
      ...quiet,
      tempDir: temp,
      clock,
      log: () => undefined,
      programVersion: 'test',
    });
    expect((await verifyCase(restored.dir, { ...quiet, tempDir: temp })).problems).toEqual([]);
    const recorded = folder.journal.read(folder.journal.numbersOf('bundle-sealed').at(-1)!);
    expect(recorded.detail.words).toMatchObject({ searched: 1, leftOut: true });
    expect(JSON.stringify(recorded).toLowerCase()).not.toContain('zebedee');
  }, 60_000);

  test('in which each place was chosen singly holds the others, and the report only where it was asked for', async () => {
    const { places } = await find([WORD]);
    const view = places.find(({ what }) => what.includes('view-saved'))!;
    const verdict = places.find(({ what }) => what.includes('verdict-given'))!;
    const acquisition = places.find(({ what }) => what.includes('acquisition-stated'))!;
    const entries = [view, verdict, acquisition].flatMap(({ leaveOut }) => leaveOut!.entries);
    expect(entries).toHaveLength(3);
    const leaveOut = { originals: [], exhibits: [], documents: [], actions: [], entries };
    const sealed = await seal('singly.zip', { words: [WORD], leaveOut, report: true });
    expect(sealed.leftOut.entries).toBe(3);
    const whats = new Set(sealed.remaining?.places.map(({ what }) => what));
    expect(whats).toContain('report');
    expect(whats).toContain('payments of zebedee quüx.csv');
    expect(whats).toContain('journal');
    const into = mkdtempSync(join(temp, 'look-'));
    const { dir } = await openBundle(sealed.path, null, into, signal);
    const lower = (name: string) => readFileSync(join(dir, 'data', name), 'utf8').toLowerCase();
    // What follows from the lines that were left out is not in the lists either.
    expect(lower('alerts.json')).not.toContain('seen by');
    expect(lower('originals.csv')).not.toContain('handed over');
    expect(lower('journal.jsonl')).not.toContain('money of');
    expect((await verifyBundle(sealed.path, null, { ...quiet, tempDir: temp })).problems).toEqual([]);
  });

  test('cannot lack a line that something else follows from', async () => {
    const saved = folder.journal.numbersOf('finding-saved')[0]!;
    const imported = folder.journal.numbersOf('dataset-imported')[0]!;
    for (const [seq, words] of [
      [saved, /belongs to/],
      [imported, /made of/],
      [999_999, /There is no journal entry 999999/],
    ] as const)
      await expect(
        seal('never.zip', {
          leaveOut: { originals: [], exhibits: [], documents: [], actions: [], entries: [seq] },
        }),
      ).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(words) });
  });

  test('of a case that holds none of the words says so', async () => {
    const { remaining, leftOut } = await seal('none.zip', {
      words: ['nobody of this name'],
      leaveOutFound: true,
    });
    expect(remaining).toEqual({ words: 1, places: [], unread: [] });
    expect(leftOut.entries).toBe(0);
  });
});

/** A zip of these files. */
async function zipOf(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('the search', () => {
  const unread: Unread[] = [];
  const searching = async (name: string, content: string | Buffer, words: string[]) => {
    const path = join(temp, name);
    writeFileSync(path, content);
    return folder.warehouse.use((session) => {
      const search: FileSearch = {
        words: wordPattern(words),
        printed: wordPattern(words, true),
        signal,
        tempDir: temp,
        session,
        unread: (one) => void unread.push(one),
      };
      return searchFile(path, name, search);
    });
  };

  test('looks into archives, workbooks and Parquet, and says what it cannot read', async () => {
    const sheet = await writeXlsxFile([[{ value: 'who' }], [{ value: 'Zoë & Söhne' }]]).toBuffer();
    const inner = await zipOf({ 'deep/of zoë.txt': 'nothing', 'book.xlsx': sheet });
    const outer = await zipOf({ 'inner.zip': inner, 'picture.png': Buffer.from('89504e470d0a1a0a', 'hex') });
    unread.length = 0;
    expect(await searching('outer.zip', outer, ['zoë & söhne'])).toMatchObject({ count: 1 });
    expect(await searching('outer.zip', outer, ['OF ZOË'])).toMatchObject({ count: 1 });
    expect(unread[0]).toEqual({ what: 'outer.zip!/picture.png', reason: 'it is a picture' });
    unread.length = 0;
    expect(await searching('half.zip', outer.subarray(0, 200), ['zoë'])).toBeNull();
    expect(unread).toEqual([{ what: 'half.zip', reason: expect.stringContaining('it cannot be read') }]);
    const table = join(temp, 'table.parquet');
    await folder.warehouse.use((session) =>
      session.run(
        `COPY (SELECT 1 AS n, 'a.b/c-d Zoë' AS who UNION ALL SELECT 2, 'nobody') TO '${table}' (FORMAT parquet)`,
      ),
    );
    const bytes = readFileSync(table);
    unread.length = 0;
    await searching('table.parquet', bytes, ['zoë']);
    expect(unread).toEqual([]);
    expect(await searching('table.parquet', bytes, ['A.B/C-D  zoë'])).toMatchObject({ count: 1 });
    expect(await searching('table.parquet', bytes, ['aXb/c-d zoë'])).toBeNull();
  });

  test('reads large files in blocks and misses nothing at their edges, and gives the line', async () => {
    // The word is planted across every edge of the blocks, which are a mebibyte, and once in a line of its own.
    const bytes = Buffer.alloc(5 << 20, `${'x'.repeat(99)}\n`);
    for (const [n, shift] of [1, 4, 7, 11].entries()) bytes.write('Zebedee Bloom', ((n + 1) << 20) - shift);
    const sighting = await searching('large.txt', bytes, ['zebedee bloom']);
    expect(sighting).toMatchObject({ count: 4, line: Math.floor(((1 << 20) - 1) / 100) + 1 });
    expect(sighting?.snippet).toMatchObject({ match: 'Zebedee Bloom' });
    expect(await searching('none.txt', bytes, ['zebedee broom'])).toBeNull();
  });

  test('reads UTF-16 and escapes of JSON, CSV and XML', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a Zoë "Q" b', 'utf16le')]);
    for (const [name, text] of [
      ['utf16.txt', utf16],
      ['escaped.json', '{"a":"Zo\\u00eb \\"Q\\""}'],
      ['plain.json', '{"a":"Zoë \\"Q\\""}'],
      ['quoted.csv', 'a,"Zoë ""Q""",b'],
      ['text.xml', '<a>Zoë &quot;Q&quot;</a>'],
    ] as const)
      expect(await searching(name, text, ['zoë "q"']), name).toMatchObject({ count: 1 });
  });

  test('is not misled by characters that mean something in patterns', () => {
    const sighting = new Sighting(wordPattern(['a.b', '(c)', 'd\\e']));
    sighting.look('axb a.b (c) c d\\e d\\\\e');
    expect([sighting.count, [...sighting.words].sort()]).toEqual([4, ['(c)', 'a.b', 'd\\e']]);
  });

  test('reads a report as another reader does', async () => {
    const path = join(folder.exportsDir, 'report.pdf');
    const document = await getDocument({ data: new Uint8Array(readFileSync(path)), useSystemFonts: false })
      .promise;
    const squeezed = (text: string) => text.replace(/[\u200b\s]/g, '');
    const ours = squeezed(pdfText(path) ?? '');
    expect(document.numPages).toBeGreaterThan(3);
    for (let page = 1; page <= document.numPages; page += 1) {
      const { items } = await (await document.getPage(page)).getTextContent();
      const text = squeezed(items.map((item) => ('str' in item ? item.str : '')).join(''));
      expect(ours.includes(text), `page ${page}`).toBe(true);
    }
  });

  test('says of a PDF that another program wrote that it was not searched', async () => {
    const path = join(temp, 'foreign.pdf');
    const { bytes } = await printPdf({ info: { producer: 'Another' }, content: 'Zebedee' });
    writeFileSync(path, bytes);
    const unread: string[] = [];
    const sighting = await folder.warehouse.use((session) =>
      searchFile(path, 'foreign.pdf', {
        words: wordPattern(['zebedee']),
        printed: wordPattern(['zebedee'], true),
        signal: quiet.signal,
        tempDir: temp,
        session,
        unread: ({ reason }) => unread.push(reason),
      }),
    );
    expect([sighting, unread]).toEqual([null, ['it is a PDF of another program']]);
  });

  test('goes over 200,000 lines of a journal, and stops where it is cancelled', async () => {
    const dir = mkdtempSync(join(temp, 'long-'));
    const lines = new Journal(join(dir, 'journal.jsonl'));
    const made = lines.append('case-created', 'A', {}, clock(), 'test');
    lines.close();
    const [line] = readFileSync(join(dir, 'journal.jsonl'), 'utf8').split('\n');
    expect(line).toContain(made.hash);
    const long = { length: 200_000, file: join(dir, 'long.jsonl'), numbersOf: () => [], read: () => made };
    writeFileSync(long.file, `${`${line}\n`.repeat(199_999)}${line!.replace('"A"', '"Zebedee"')}\n`);
    const slow = { ...folder, journal: long } as unknown as CaseFolder;
    const places: WordPlace[] = [];
    const found = await findWords(['zebedee'], { ...quiet, folder: slow, tempDir: temp }, (place) =>
      places.push(place),
    );
    expect(places.filter(({ kind }) => kind === 'journal')).toHaveLength(1);
    expect(found.total).toBe(places.length);
    const controller = new AbortController();
    let told = 0;
    await expect(
      findWords(
        ['zebedee'],
        {
          folder: slow,
          tempDir: temp,
          signal: controller.signal,
          progress: ({ message }) => {
            if (message !== 'Journal') return;
            told += 1;
            if (told === 3) controller.abort();
          },
        },
        () => undefined,
      ),
    ).rejects.toBeDefined();
    expect(told).toBe(3);
  });
});
