import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { contract, type SpyhopContract } from '#contract/contract.ts';
import type { Client } from '#contract/handlers.ts';
import { HouseStyle, ReportFormat, type ReportOptions, type ReportTemplateId } from '#contract/reports.ts';
import { connect } from '#contract/rpc/connect.ts';
import { memoryChannelPair } from '#contract/rpc/memory-channel.ts';
import { serve } from '#contract/rpc/serve.ts';
import { createEngine, type Engine } from '../create-engine.ts';

/** Every template over the demo's real files, opened again by other readers. */
let temp: string;
let engine: Engine;
let client: Client<SpyhopContract>;
let options: Record<ReportTemplateId, Partial<ReportOptions>>;

const STATEMENT = 'Three swaps of block 17173049 and 17173050 were sandwiched';
const FORMULA = '=HYPERLINK("https://example.org","look")';
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><rect width="200" height="80" fill="#555"/></svg>';

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'spyhop-reports-'));
  engine = await createEngine({
    paths: {
      data: join(temp, 'data'),
      temp: join(temp, 'tmp'),
      resources: join(import.meta.dirname, '..', '..', 'resources'),
    },
    clock: () => new Date('2026-01-01T00:00:00Z'),
    log: () => undefined,
    host: 'memory',
  });
  const [here, there] = memoryChannelPair();
  serve(contract, engine.handlers, there, { log: () => undefined });
  client = connect(contract, here);
  await client.cases.openDemo({});
  await client.cases.update({ examiner: 'R. Hadley' });
  const { rows } = await client.alerts.page({ detectors: ['sandwich'] });
  await client.cases.include({ alertIds: rows.map(({ id }) => id), included: true });
  const view = await client.work.addEvidence({
    kind: 'rows',
    title: 'Rows of the pool',
    data: JSON.stringify({
      columns: ['line', 'text'],
      rows: [
        [4, FORMULA],
        [10, 'plain'],
      ],
    }),
    picture: { type: 'image/svg+xml', text: SVG },
    events: [{ at: '2023-05-02T12:19:59Z', text: 'The pool was sandwiched' }],
  });
  const exhibits = await client.work.evidence({});
  await client.work.save({
    id: null,
    content: {
      kind: 'finding',
      statement: STATEMENT,
      detail: 'The **victims** paid more. <script>alert(1)</script>',
      confidence: 'high',
      tier: 'structural',
      supporting: exhibits.filter(({ kind }) => kind === 'alert').map(({ id }) => ({ evidence: id })),
      contradicting: [{ evidence: view.id, text: 'the rows alone do not name who ordered the block' }],
    },
  });
  const note = await client.work.save({
    id: null,
    content: { kind: 'note', title: 'First look', text: 'A guess.' },
  });
  await client.work.save({
    id: note.id,
    content: { kind: 'note', title: 'First look', text: 'A better guess.' },
  });
  await client.work.remove({ kind: 'note', id: note.id, reason: 'superseded' });
  await client.alerts.verdict({ alertIds: [rows[0]!.id], verdict: 'true', reason: 'decoded by hand' });
  const [subject] = (await client.accounts.page({ limit: 1 })).rows;
  options = {
    'full-report': {},
    'executive-summary': {},
    'evidence-annex': {},
    'alert-sheet': { alertIds: [rows[0]!.id, rows[1]!.id] },
    'daily-summary': { day: '2023-05-02' },
    'user-risk-profile': { subject: `${subject!.chain}:${subject!.address}` },
    'pattern-analysis': { detector: 'sandwich' },
    'suspicious-activity-report': {},
    'disclosure-pack': {},
  };
}, 120_000);
afterAll(async () => {
  await engine.close();
  rmSync(temp, { recursive: true, force: true });
});

const open = (path: string) =>
  getDocument({ data: new Uint8Array(readFileSync(path)), useSystemFonts: false }).promise;

async function textOf(document: Awaited<ReturnType<typeof open>>): Promise<string[]> {
  const pages: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/[\u200b\s]/g, ''),
    );
  }
  return pages;
}

const squeezed = (text: string): string => text.replace(/\s/g, '');

/** The files of a zip archive. */
const unzipped = (bytes: Buffer): Promise<Map<string, Buffer>> =>
  new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (problem, stream) => {
          if (problem) return reject(problem);
          const chunks: Buffer[] = [];
          stream
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () => {
              files.set(entry.fileName, Buffer.concat(chunks));
              zip.readEntry();
            });
        });
      });
      zip.on('end', () => resolve(files));
      zip.readEntry();
    });
  });

/** What must stand in each, whatever the format. */
const stated: Record<ReportTemplateId, string[]> = {
  'full-report': [
    STATEMENT,
    'Exhibit 1.',
    'Certificate of the examiner',
    'blocks_17173049_17173050.logs.json',
  ],
  'executive-summary': [STATEMENT, 'Alerts'],
  'evidence-annex': ['Exhibit 4.', 'Hashes of the originals', 'R. Hadley'],
  'alert-sheet': ['Swaps were sandwiched', 'decoded by hand', 'unknown'],
  'daily-summary': ['2023-05-02 (UTC)', 'Acts of the day'],
  'user-risk-profile': ['Identity', 'Counterparties', 'Behaviour'],
  'pattern-analysis': ['sandwich', 'Verdicts', 'decoded by hand'],
  'suspicious-activity-report': ['[to be stated by the reporting institution]', STATEMENT],
  'disclosure-pack': ['A guess.', 'A better guess.', 'superseded', 'decoded by hand', 'report-written'],
};

describe('every template', () => {
  test('is listed with what it needs', async () => {
    const templates = await client.reports.templates({});
    expect(templates.map(({ id }) => id)).toEqual(Object.keys(stated));
    expect(templates.find(({ id }) => id === 'user-risk-profile')?.needs).toEqual(['subject']);
  });

  for (const template of Object.keys(stated) as ReportTemplateId[])
    test(`${template} is a PDF with text, embedded fonts, page numbers and links that lead somewhere`, async () => {
      if (template === 'disclosure-pack') await client.reports.write({ template: 'executive-summary' });
      const written = await client.reports.write({
        template,
        options: options[template],
      });
      const document = await open(written.path);
      expect(document.numPages).toBe(written.pages);
      const pages = await textOf(document);
      const text = pages.join('');
      for (const words of stated[template]) expect(text, words).toContain(squeezed(words));
      for (const [at, page] of pages.entries()) expect(page).toContain(`page${at + 1}of${pages.length}`);
      const raw = readFileSync(written.path, 'latin1');
      expect(raw.match(/\/FontFile2/g)?.length).toBeGreaterThan(1);
      expect(raw).not.toMatch(/\/BaseFont \/(Helvetica|Times|Courier)/);
      const destinations = await document.getDestinations();
      for (let page = 1; page <= document.numPages; page += 1)
        for (const annotation of await (await document.getPage(page)).getAnnotations())
          if (annotation.subtype === 'Link') {
            expect(annotation.url ?? null).toBeNull();
            expect(destinations[annotation.dest as string], String(annotation.dest)).toBeDefined();
          }
    });

  for (const format of ReportFormat.options.filter((one) => one !== 'pdf'))
    test(`comes as ${format} too, and states the same`, async () => {
      for (const template of Object.keys(stated) as ReportTemplateId[]) {
        const written = await client.reports.write({ template, format, options: options[template] });
        const bytes = readFileSync(written.path);
        expect(bytes.length).toBe(written.bytes);
        expect(written.pages).toBeNull();
        const text = await wordsIn(format, bytes, written.path);
        if (format === 'csv' || format === 'xlsx') continue;
        for (const words of stated[template])
          expect(text, `${template}: ${words}`).toContain(squeezed(words));
      }
    });
});

/** All words of a file, read by a reader that is not ours, without white space. */
async function wordsIn(format: ReportFormat, bytes: Buffer, path: string): Promise<string> {
  if (format === 'html') {
    const html = bytes.toString('utf8');
    expect(html).not.toMatch(/<script|\son[a-z]+=|src="(?!data:)|href="(?!#)/i);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
    return squeezed(
      html.replace(/<[^>]+>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)),
    );
  }
  if (format === 'docx') {
    const files = await unzipped(bytes);
    return squeezed(
      files
        .get('word/document.xml')!
        .toString('utf8')
        .replace(/<[^>]+>/g, ''),
    );
  }
  if (format === 'json') {
    const { blocks } = JSON.parse(bytes.toString('utf8')) as { blocks: unknown[] };
    expect(blocks.length).toBeGreaterThan(3);
    return squeezed(bytes.toString('utf8').replaceAll('\\n', ''));
  }
  if (format === 'csv') {
    const files = await unzipped(bytes);
    expect([...files.keys()][0]).toBe('001-about.csv');
    for (const [name, content] of files) expect(content.toString('utf8'), name).not.toMatch(/(^|,)"[=+@]/m);
    return '';
  }
  const sheets = await readXlsxFile(path);
  const names = sheets.map(({ sheet }) => sheet);
  expect(names[0]).toBe('About');
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  expect(sheets.find(({ sheet }) => sheet === 'Facts')?.data.length).toBeGreaterThan(3);
  return '';
}

describe('what was frozen', () => {
  test('is printed as it was seen, its formula as text', async () => {
    const { path } = await client.reports.write({ template: 'evidence-annex', format: 'csv' });
    const files = await unzipped(readFileSync(path));
    const exhibit = [...files].find(([name]) => name.endsWith('exhibit-4.csv'));
    expect(exhibit?.[1].toString('utf8')).toContain(`"'=HYPERLINK(""https`);
    const { html } = await client.reports.preview({ template: 'evidence-annex' });
    expect(html).toContain(Buffer.from(SVG).toString('base64'));
  });

  test('keeps markup of a finding as text', async () => {
    const { html } = await client.reports.preview({});
    expect(html).toContain('<strong>victims</strong>');
    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toContain('<script>');
  });
});

describe('the house style', () => {
  const style = HouseStyle.parse({
    organisation: 'Financial Intelligence Unit',
    marking: 'RESTRICTED',
    colour: '#ffe000',
    language: 'de',
    paper: 'LETTER',
    logo: { type: 'image/svg+xml', text: SVG },
  });

  test('changes headings, colour and marks, and is kept for the next report', async () => {
    const tried = await client.reports.preview({ style });
    expect(tried.html).toContain('Feststellungen');
    expect(tried.html).toContain('RESTRICTED');
    expect(tried.html).not.toContain('#ffe000');
    expect(await client.reports.style({})).toEqual(HouseStyle.parse({}));
    await client.reports.setStyle(style);
    const written = await client.reports.write({ template: 'executive-summary' });
    const pages = await textOf(await open(written.path));
    expect(pages[0]).toContain('FinancialIntelligenceUnit');
    for (const [at, page] of pages.entries()) {
      expect(page).toContain('RESTRICTED');
      expect(page).toContain(`Seite${at + 1}von${pages.length}`);
    }
    await client.reports.setStyle(HouseStyle.parse({}));
  });
});

describe('what cannot be written', () => {
  test('is refused with a sentence, and a report from before stays', async () => {
    for (const [template, words] of [
      ['alert-sheet', 'at least one alert'],
      ['daily-summary', 'needs a day'],
      ['user-risk-profile', 'needs a subject'],
      ['pattern-analysis', 'needs a detector'],
    ] as const)
      await expect(client.reports.write({ template })).rejects.toThrow(words);
    await expect(
      client.reports.write({ template: 'user-risk-profile', options: { subject: 'ethereum:0xnone' } }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const out = join(temp, 'taken');
    writeFileSync(out, 'a file where a folder is needed');
    await expect(client.reports.write({ out: join(out, 'report.pdf') })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(readFileSync(out, 'utf8')).toBe('a file where a folder is needed');
    expect(existsSync(join(out, 'report.pdf.part'))).toBe(false);
  });
});
