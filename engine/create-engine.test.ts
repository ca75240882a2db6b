import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract, type SpyhopContract } from '#contract/contract.ts';
import type { Client } from '#contract/handlers.ts';
import { connect } from '#contract/rpc/connect.ts';
import { memoryChannelPair } from '#contract/rpc/memory-channel.ts';
import { serve } from '#contract/rpc/serve.ts';
import { createEngine, type Engine } from './create-engine.ts';

/** The demo's real files through the whole engine, over the contract as a window speaks it. */
let temp: string;
let engine: Engine;
let client: Client<SpyhopContract>;
const resources = join(import.meta.dirname, '..', 'resources');

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'spyhop-engine-'));
  engine = await createEngine({
    paths: { data: join(temp, 'data'), temp: join(temp, 'tmp'), resources },
    clock: () => new Date('2026-01-01T00:00:00Z'),
    log: () => undefined,
    host: 'memory',
  });
  const [here, there] = memoryChannelPair();
  serve(contract, engine.handlers, there, { log: () => undefined });
  client = connect(contract, here);
  await client.cases.openDemo({});
}, 120_000);
afterAll(async () => {
  await engine.close();
  rmSync(temp, { recursive: true, force: true });
});

describe('the demo case', () => {
  test('holds every bundled file, wholly accounted for', async () => {
    const datasets = await client.datasets.list({});
    expect(datasets.length).toBeGreaterThanOrEqual(30);
    for (const one of datasets) expect(one.accepted + one.rejected + one.duplicate, one.name).toBe(one.rows);
    expect(datasets.find((one) => one.name.endsWith('logs.json'))).toMatchObject({
      rows: 681,
      accepted: 681,
    });
    expect(datasets.find((one) => one.name.endsWith('transactions.json'))).toMatchObject({
      rows: 298,
      accepted: 298,
    });
    expect((await client.detectors.lastRuns({})).filter((run) => run.status === 'failed')).toEqual([]);
  });

  test('has exactly the three sandwiches of its two blocks', async () => {
    const page = await client.alerts.page({ detectors: ['sandwich'] });
    const positions: string[] = [];
    for (const row of page.rows) {
      const { evidence } = await client.alerts.detail({ alertId: row.id });
      const place = (name: string) => evidence[0]?.values.find((value) => value.name === name)?.value;
      positions.push(
        `${place('block')}: ${evidence.map((item) => `${item.role} ${item.values.find((value) => value.name === 'position in block')?.value}`).join(', ')}`,
      );
    }
    expect(positions.sort()).toEqual([
      '17173049: front 0, victim 1, back 2',
      '17173050: front 3, victim 4, back 5',
      '17173050: front 6, victim 7, back 8',
    ]);
  });

  test('leads every piece of evidence to a line that carries it', async () => {
    const { rows } = await client.alerts.page({ limit: 40 });
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const { alert, evidence } = await client.alerts.detail({ alertId: row.id });
      for (const item of evidence.slice(0, 5)) {
        const source = await client.datasets.sourceLines({ file: item.file, line: item.line, context: 0 });
        const needle = item.kind === 'label' ? item.ref.split(' ')[0]! : item.ref;
        expect(source.lines[0]?.text.toLowerCase(), `${alert.detector} ${item.ref}`).toContain(
          needle.toLowerCase(),
        );
      }
    }
  });

  test('answers what the pages ask', async () => {
    const accounts = await client.accounts.page({ limit: 5 });
    expect(accounts.total).toBeGreaterThan(500);
    const [first] = accounts.rows;
    const graph = await client.graph.neighbours({ chain: first!.chain, address: first!.address, limit: 12 });
    expect(graph.shown).toBe(12);
    expect(graph.total).toBe(first!.counterparties);
    expect(graph.nodes).toHaveLength(13);
    const detail = await client.accounts.detail({ chain: first!.chain, address: first!.address });
    const transfers = await client.graph.transfers({
      chain: first!.chain,
      address: first!.address,
      limit: 1,
    });
    expect(transfers.total).toBe(detail.account.transfers);
    const timeline = await client.workspace.timeline({ buckets: 100 });
    expect(timeline.buckets.reduce((sum, bucket) => sum + bucket.transfers, 0)).toBeGreaterThan(3000);
    const hits = await client.workspace.search({ text: first!.address.slice(0, 12) });
    expect(hits.map((hit) => hit.id)).toContain(first!.address);
  });

  test('takes a verdict, and takes it back', async () => {
    const [row] = (await client.alerts.page({ limit: 1 })).rows;
    await client.alerts.verdict({ alertIds: [row!.id], verdict: 'false', reason: 'a test' });
    expect((await client.alerts.page({ verdicts: ['false'] })).rows.map(({ id }) => id)).toEqual([row!.id]);
    await client.alerts.verdict({ alertIds: [row!.id], verdict: null });
    expect((await client.alerts.page({ verdicts: ['false'] })).total).toBe(0);
  });

  test('gives the same alerts when it is run again', async () => {
    const before = readFileSync((await client.alerts.export({ format: 'json', query: {} })).path, 'utf8');
    for await (const _ of client.detectors.run({}));
    expect(readFileSync((await client.alerts.export({ format: 'json', query: {} })).path, 'utf8')).toBe(
      before,
    );
  });

  test('refuses a second import while one is under way, and unknown detectors and parameters', async () => {
    const path = join(temp, 'x.csv');
    writeFileSync(path, 'chain,time,tx_hash,log_index,from,to,asset,amount\n');
    const drain = async (stream: AsyncIterable<unknown>) => {
      for await (const _ of stream);
    };
    await expect(drain(client.detectors.run({ only: ['no-such'] }))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      drain(client.detectors.run({ only: ['sandwich'], params: { sandwich: { tolerance: 1 } } })),
    ).rejects.toMatchObject({ code: 'invalid' });
    const [one, two] = await Promise.allSettled([
      drain(client.detectors.run({})),
      drain(client.datasets.import({ files: [{ path }] })),
    ]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('takes an exhibit out also when detection no longer gives its alert, and never reuses its number', async () => {
    const [row] = (await client.alerts.page({ detectors: ['whale-movement'], limit: 1 })).rows;
    const [item] = await client.cases.include({ alertIds: [row!.id], included: true });
    for await (const _ of client.detectors.run({
      only: ['whale-movement'],
      params: { 'whale-movement': { native_medium: 90_000, native_high: 95_000, native_critical: 99_000 } },
    }));
    await expect(client.alerts.detail({ alertId: row!.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(await client.cases.include({ alertIds: [row!.id], included: false })).toEqual([]);
    for await (const _ of client.detectors.run({ only: ['whale-movement'] }));
    const [again] = await client.cases.include({ alertIds: [row!.id], included: true });
    expect(again!.exhibit).toBe(item!.exhibit + 1);
    await client.cases.include({ alertIds: [row!.id], included: false });
  });

  test('prints a report that names files, hashes, exhibits and the way to reproduce it', async () => {
    const { rows } = await client.alerts.page({ detectors: ['sandwich'], limit: 2 });
    await client.cases.include({ alertIds: rows.map(({ id }) => id), included: true });
    const report = await client.cases.report({});
    const document = await getDocument({
      data: new Uint8Array(readFileSync(report.path)),
      useSystemFonts: false,
    }).promise;
    expect(document.numPages).toBe(report.pages);
    let text = '';
    for (let page = 1; page <= document.numPages; page += 1) {
      const content = await (await document.getPage(page)).getTextContent();
      text += content.items.map((item) => ('str' in item ? item.str : '')).join('');
    }
    const plain = text.replace(/[\u200b\s]/g, '');
    const [dataset] = await client.datasets.list({});
    expect(plain).toContain(dataset!.sha256);
    for (const item of await client.cases.included({})) expect(plain).toContain(`Exhibit${item.exhibit}.`);
    expect(await client.cases.included({})).toHaveLength(2);
    expect(plain).toContain(rows[0]!.explanation.replace(/\s/g, ''));
    expect(plain).toContain('Howtoreproducethis');
    expect(plain).toContain('spyhopinvestigate');
  });
});
