import { describe, expect, it } from 'vitest';
import type { FileResult, ImportEvent, MappingField } from '#contract/datasets.ts';
import { requestFor, willImport } from './import-actions.ts';
import { emptyDraft, missingFrom, profileFits, profileFrom, proposeColumns } from './mapping.ts';
import type { FilePreview } from './queries.ts';
import { namedCells, splitLine } from './source-cells.ts';
import {
  applyEvent,
  choose,
  endRun,
  type ImportRun,
  type ImportState,
  review,
  startRun,
  totalsOf,
} from './store.ts';

const field = (target: string, required = true): MappingField => ({
  target,
  label: target,
  required,
  help: '',
});
const fields = [
  field('time'),
  field('from_address'),
  field('to_address'),
  field('amount'),
  field('symbol', false),
];
const headers = ['Timestamp', 'Sender', 'Recipient', 'Value', 'Memo'];

describe('a mapping', () => {
  it('proposes columns by name and leaves the rest open', () => {
    expect(proposeColumns(headers, fields)).toEqual({
      time: { column: 'Timestamp' },
      from_address: { column: 'Sender' },
      to_address: { column: 'Recipient' },
      amount: { column: 'Value' },
    });
  });

  it('never proposes one column for two fields', () => {
    const proposed = proposeColumns(['symbol'], [field('symbol'), field('market')]);
    expect(Object.keys(proposed)).toEqual(['symbol']);
  });

  it('is not complete before units are stated', () => {
    const draft = emptyDraft('ledger', 'transfer', headers, fields);
    expect(missingFrom(draft, fields)).toEqual(['How times are written', 'Unit of amounts']);
    expect(missingFrom({ ...draft, timeUnit: 's', amountUnit: 'base' }, fields)).toEqual(['Decimals']);
    expect(missingFrom({ ...draft, timeUnit: 's', amountUnit: 'base', decimals: '18' }, fields)).toEqual([]);
    expect(missingFrom({ ...draft, timeUnit: 's', amountUnit: 'token', name: ' ' }, fields)).toEqual([
      'Name of the mapping',
    ]);
  });

  it('counts an empty constant as missing and leaves it out of the profile', () => {
    const draft = {
      ...emptyDraft('l', 'transfer', headers, fields),
      timeUnit: 's',
      amountUnit: 'token',
    } as const;
    const withConstant = {
      ...draft,
      columns: { ...draft.columns, from_address: { constant: '' }, symbol: {} },
    };
    expect(missingFrom(withConstant, fields)).toEqual(['from_address']);
    expect(Object.keys(profileFrom(withConstant, headers).columns)).toEqual(['time', 'to_address', 'amount']);
  });

  it('fits a file that has all its columns', () => {
    const profile = profileFrom(
      { ...emptyDraft('l', 'transfer', headers, fields), timeUnit: 's', amountUnit: 'token' },
      headers,
    );
    expect(profileFits(profile, headers)).toBe(true);
    expect(profileFits(profile, headers.slice(1))).toBe(false);
  });
});

describe('an import', () => {
  const empty: ImportState = { stage: 'list', paths: [], shown: null, choices: {}, run: null };
  const started = startRun(review(empty, ['/a']), 7, 2).run as ImportRun;
  const progress = (file: number, done: number): ImportEvent => ({
    type: 'progress',
    path: '/a',
    file,
    files: 2,
    progress: { stage: 'load', message: 'Reading', done, total: 100, unit: 'rows' },
    rowsPerSecond: 10,
    remainingSeconds: 4,
  });
  const result: FileResult = {
    path: '/a',
    sha256: 'a'.repeat(64),
    format: 'x',
    datasetId: 1,
    status: 'imported',
    rows: 10,
    accepted: 7,
    rejected: 2,
    duplicate: 1,
    warnings: [{ code: 'x', message: 'y' }],
    rejects: [],
    error: null,
  };

  it('shows the share over all files', () => {
    expect(applyEvent(started, progress(1, 50)).fraction).toBe(0.25);
    const second = applyEvent(started, { type: 'file', result });
    expect(applyEvent(second, progress(2, 50)).fraction).toBe(0.75);
  });

  it('adds the account up', () => {
    const run = applyEvent(applyEvent(started, { type: 'file', result }), { type: 'file', result });
    expect(totalsOf(run.results)).toEqual({ rows: 20, accepted: 14, rejected: 4, duplicate: 2, warnings: 2 });
  });

  it('ends only the run that is there', () => {
    expect(endRun(empty, 'failed', 'x').run).toBeNull();
    expect(endRun({ ...empty, run: started }, 'failed', 'x').run).toMatchObject({
      state: 'failed',
      problem: 'x',
    });
  });

  it('forgets earlier choices when other files are dropped', () => {
    const chosen = choose(empty, '/a', { skip: true });
    expect(choose(chosen, '/a', { format: 'f' }).choices['/a']).toEqual({ skip: true, format: 'f' });
    expect(review(chosen, ['/b']).choices).toEqual({});
  });

  it('takes ready files, and unknown ones only with a mapping', () => {
    const file = (path: string, status: FilePreview['status']) => ({ path, status }) as FilePreview;
    const mapping = profileFrom(
      { ...emptyDraft('l', 'transfer', headers, fields), timeUnit: 's', amountUnit: 'token' },
      headers,
    );
    expect(willImport(file('/a', 'unknown'), undefined)).toBe(false);
    expect(willImport(file('/a', 'already-imported'), undefined)).toBe(false);
    const request = requestFor([file('/a', 'ready'), file('/b', 'unknown'), file('/c', 'ready')], {
      '/b': { mapping },
      '/c': { skip: true },
    });
    expect(request.map((f) => f.path)).toEqual(['/a', '/b']);
    expect(request[1]?.mapping).toBe(mapping);
  });
});

describe('the cells of an original line', () => {
  it('respects quotes', () => {
    expect(splitLine('a,"b,""c""",', ',')).toEqual(['a', 'b,"c"', '']);
  });

  it('names them by the header, whatever the delimiter and a byte order mark', () => {
    expect(namedCells('\uFEFFHash;Value', '0x1;"1;5"')).toEqual([
      { name: 'Hash', value: '0x1' },
      { name: 'Value', value: '1;5' },
    ]);
  });

  it('reads a line of JSON by its keys', () => {
    expect(namedCells(null, '{"hash":"0x1","value":5},')).toEqual([
      { name: 'hash', value: '0x1' },
      { name: 'value', value: '5' },
    ]);
    expect(namedCells(null, '{"hash":')).toBeNull();
    expect(namedCells(null, 'free text')).toBeNull();
  });
});
