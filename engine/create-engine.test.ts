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

  test('answers what workbench, whale page, replay and board ask', async () => {
    for await (const progress of client.graph.prepare({})) expect(progress.stage).toBe('graph');
    const { from, to, transfers, withoutTime } = await client.replay.range({});
    const profiled = async (of: string[]) => {
      let done = -1;
      for await (const event of client.accounts.profile({ subjects: of })) {
        if (event.type === 'done') return event.sheet;
        expect(event.progress.done).toBeGreaterThan(done);
        expect(event.progress.done).toBeLessThan(event.progress.total ?? 0);
        done = event.progress.done;
      }
      throw new Error('no answer');
    };
    const datasets = await client.accounts.page({ limit: 6 });
    const subjects = datasets.rows.map(({ chain, address }) => `${chain}:${address}`);
    expect(transfers + withoutTime).toBeGreaterThan(3000);

    const sheet = await profiled(subjects);
    for (const [place, profile] of sheet.profiles.entries()) {
      expect(profile.transfers).toBe(datasets.rows[place]!.transfers);
      expect(profile.behaviour.reasons.length).toBeGreaterThan(0);
    }
    await expect(profiled(['ethereum:0x'])).rejects.toMatchObject({
      code: 'not-found',
    });

    const alert = await client.replay.nextAlert({ at: from!, direction: 'next' });
    const before = await client.replay.state({ at: from!, nodes: subjects });
    const late = await client.replay.state({ at: to!, nodes: subjects, holders: { limit: 5 } });
    expect(before.transfers).toBeLessThan(late.transfers);
    expect(late.transfers).toBe(transfers);
    expect(alert!.knownAt > from!).toBe(true);
    const then = await client.replay.state({ at: alert!.knownAt, nodes: subjects, alerts: 1000 });
    expect(then.alerts.map(({ id }) => id)).toContain(alert!.id);
    expect(then.alerts.every(({ knownAt }) => Date.parse(knownAt) <= Date.parse(then.at))).toBe(true);
    const hindsight = await client.replay.state({ at: from!, nodes: [], hindsight: true });
    expect(hindsight.alertsTotal).toBeGreaterThan(then.alertsTotal);

    // the pages know as much at an instant as the state does
    for (const until of [from!, alert!.knownAt, to!]) {
      const { alerts: marks } = await client.replay.state({ at: until, alerts: 1000 });
      const wanted = marks.map(({ id }) => id).sort();
      const page = await client.alerts.page({ until, limit: 1000 });
      expect(page.rows.map(({ id }) => id).sort()).toEqual(wanted);
      expect(page.facets.tiers.reduce((sum, one) => sum + one.count, 0)).toBe(wanted.length);
      expect((await client.alerts.ids({ until })).ids.sort()).toEqual(wanted);
      const groups = await client.alerts.groups({ by: 'detector', query: { until }, offset: 0, limit: 100 });
      expect(groups.rows.reduce((sum, one) => sum + one.alerts, 0)).toBe(wanted.length);
      const { total } = await client.accounts.page({ asOf: until, limit: 1 });
      expect(total).toBe((await client.replay.state({ at: until })).accounts);
    }
    const { buckets } = await client.workspace.timeline({ buckets: 100 });
    expect(buckets.reduce((sum, bucket) => sum + bucket.alerts, 0)).toBe(
      (await client.replay.range({})).alerts,
    );
    const later = await client.graph.slice({ nodes: subjects, asOf: from! });
    expect(later.nodes.every(({ lastSeen }) => lastSeen === null || lastSeen <= from!)).toBe(true);

    let played = 0;
    let told = 0;
    for await (const event of client.replay.frames({
      from: from!,
      to: to!,
      stepSeconds: 30 * 86_400,
      flows: 'all',
      edges: 25_000,
    })) {
      if (event.type === 'frame') told += event.alertsTotal;
      if (event.type === 'frame') played += event.shownTransfers;
      if (event.type === 'end') expect(event.transfers).toBe(transfers);
    }
    expect(played).toBeGreaterThan(transfers / 2);
    expect(told).toBeGreaterThan(0);
    const stop = new AbortController();
    let taken = 0;
    const endless = async () => {
      for await (const _ of client.replay.frames(
        { from: from!, to: to!, stepSeconds: 3600 },
        { signal: stop.signal },
      )) {
        taken += 1;
        if (taken === 5) stop.abort();
      }
    };
    await expect(endless()).rejects.toMatchObject({ code: 'cancelled' });
    const tooMany = client.replay.frames({ from: from!, to: to!, stepSeconds: 0.001 });
    await expect(tooMany[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'invalid' });
    const map = await client.replay.map({ at: to!, windowSeconds: 10 * 365 * 86_400 });
    expect(map.lanes.reduce((sum, lane) => sum + lane.transfers, 0)).toBe(transfers);
    expect(map.holders.length).toBeGreaterThan(0);

    const found = await client.graph.findSubjects({ texts: [datasets.rows[0]!.address, 'nobody'] });
    expect(found.unknown).toEqual(['nobody']);
    expect(found.nodes.map(({ id }) => id)).toContain(subjects[0]);
    const { rows } = await client.graph.transfers({ limit: 1 });
    const byHash = await client.graph.findSubjects({ texts: [rows[0]!.txHash] });
    expect(byHash.found[0]!.kind).toBe('transaction');
    const [whale] = (await client.alerts.page({ detectors: ['whale-movement'], limit: 1 })).rows;
    const { nodes, edges } = await client.graph.fromAlert({ alertId: whale!.id });
    const paid = edges.find(({ source, target, amount }) => source !== target && Number(amount) > 0)!;
    const paths = await client.graph.paths({ sources: [paid.source], targets: [paid.target] });
    expect(paths.paths[0]!.nodes[0]).toBe(paid.source);
    const hop = paths.paths[0]!.hops[0]!;
    const [chain, address] = hop.source.split(':') as [string, string];
    const traced = await client.graph.transfers({
      chain,
      address,
      counterparty: hop.target.split(':')[1]!,
      direction: 'out',
      asset: hop.asset,
      from: hop.firstSeen,
      to: hop.lastSeen,
    });
    expect(traced.rows.map(({ amount }) => amount)).toContain(hop.amount);
    const communities = await client.graph.communities({ nodes: nodes.map(({ id }) => id) });
    expect(communities.communities.flatMap((one) => one.nodes).length + communities.alone.length).toBe(
      nodes.length,
    );
    const between = await client.graph.between({ a: subjects[0]!, b: subjects[1]! });
    for (const row of between.rows) expect([subjects[0], subjects[1]]).not.toContain(row.node.id);
    const sliced = await client.graph.timeSlices({
      node: subjects[0]!,
      counterparties: nodes.map(({ id }) => id),
    });
    expect(sliced.slices.flatMap(({ edges }) => edges)).toHaveLength(sliced.shownEdges);

    const risk = await client.board.risk({});
    expect(risk.families.reduce((sum, one) => sum + one.alerts, 0)).toBe(risk.total);
    expect(risk.total).toBe(hindsight.alertsTotal);
    const groups = await client.board.groups({});
    expect(groups.groups).toHaveLength(groups.shown);
    const flows = await client.board.flows({ by: 'chain', limit: 500 });
    for (const flow of flows.flows)
      expect(flow.buckets.reduce((sum, one) => sum + one.transfers, 0)).toBe(flow.transfers);
    const categories = await client.board.flows({ by: 'category' });
    expect(categories.flows.some(({ source, target }) => source !== '' || target !== '')).toBe(true);
    for (const { source, target, transfers: moved } of categories.flows.slice(0, 4)) {
      const rows = { sourceCategory: source, targetCategory: target, moving: true, from, to, limit: 1 };
      expect((await client.graph.transfers(rows)).total, `${source} to ${target}`).toBe(moved);
    }
    const movers = await client.board.movers({ limit: 3 });
    expect(movers.asset).not.toBeNull();
    for (const row of movers.rows) expect(row.netAmount).not.toBe('0');
    const performance = await client.board.performance({ limit: 3 });
    expect(performance).toMatchObject({ orderedBy: 'count', shown: 3 });
    for (const row of performance.rows) expect(row.pricedRows).toBeLessThanOrEqual(row.rows);
    const impact = await client.board.impact({});
    for (const asset of impact.assets) expect(asset.correlation === null).toBe(asset.pairs < 10);
  });

  test('keeps views of the case, and says when the case holds other files than they saw', async () => {
    const { id } = await client.views.save({ name: 'First look', content: '{"nodes":[]}' });
    const again = await client.views.save({ id, name: 'Second look', content: '{"nodes":["a"]}' });
    expect(again.views.map(({ name, dataChanged }) => [name, dataChanged])).toEqual([['Second look', false]]);
    expect(await client.views.open({ id })).toMatchObject({ content: '{"nodes":["a"]}', bytes: 15 });
    const { rows } = await client.cases.journal({ limit: 5 });
    expect(rows.filter(({ action }) => action === 'view-saved')).toHaveLength(2);
    const path = join(temp, 'one-more.csv');
    writeFileSync(
      path,
      `chain,time,tx_hash,log_index,from,to,asset,amount\nethereum,2024-02-01T00:00:00Z,0x${'7'.repeat(64)},1,0x${'1'.repeat(40)},0x${'2'.repeat(40)},ETH,1\n`,
    );
    for await (const _ of client.datasets.import({ files: [{ path }] }));
    expect((await client.views.list({}))[0]!.dataChanged).toBe(true);
    expect(await client.views.remove({ id })).toEqual([]);
    await expect(client.views.open({ id })).rejects.toMatchObject({ code: 'not-found' });
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
    const report = await client.reports.write({});
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
