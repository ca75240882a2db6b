import { describe, expect, it } from 'vitest';
import type { TruthItem } from './define.ts';
import { generate } from './generate.ts';
import { DAY, HOUR, type Row } from './world.ts';

/** What is planted must be the pattern: held to the published definitions, from the rows alone. */
const worlds = [11, 12].map(generate);
const plantings = worlds.flatMap(({ rows, truths }) => {
  const byHash = new Map<string, Row[]>();
  for (const row of rows) byHash.set(row.hash, [...(byHash.get(row.hash) ?? []), row]);
  return truths.map((item) => ({ item, rows: item.hashes.flatMap((hash) => byHash.get(hash)!) }));
});
const planted = (detector: string) => plantings.filter(({ item }) => item.detector === detector);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const value = (rows: readonly Row[]) => sum(rows.map(({ amount }) => amount));
const keyed = (item: TruthItem) => item.key.map((key) => key.split(':')[1]!);
const spread = (rows: readonly Row[]) => {
  const times = rows.map(({ time }) => time);
  return Math.max(...times) - Math.min(...times);
};

describe('what is planted', () => {
  it.each(planted('direct-cycle'))('comes back within a day, most of it: $item.id', ({ item, rows }) => {
    const around = keyed(item);
    const hops = around.map((from, at) => {
      const to = around[(at + 1) % around.length];
      return rows.filter((row) => row.from === from && row.to === to);
    });
    expect(around.length).toBeLessThanOrEqual(6);
    expect(spread(rows)).toBeLessThanOrEqual(DAY);
    for (let at = 1; at < hops.length; at += 1) {
      expect(value(hops[at]!) / value(hops[at - 1]!)).toBeGreaterThanOrEqual(0.78);
      expect(Math.min(...hops[at]!.map(({ time }) => time))).toBeGreaterThan(
        Math.max(...hops[at - 1]!.map(({ time }) => time)),
      );
    }
  });

  it.each(planted('split-merge'))('merges within a tenth of what was split: $item.id', ({ item, rows }) => {
    const [origin, sink] = keyed(item);
    const out = rows.filter(({ from }) => from === origin);
    const back = rows.filter(({ to }) => to === sink);
    expect(out.length).toBeGreaterThanOrEqual(2);
    expect(value(back) / value(out)).toBeGreaterThan(0.9);
  });

  it.each(planted('rapid-pass-through'))('is out again within the hour: $item.id', ({ item, rows }) => {
    const [middle] = keyed(item);
    const share =
      value(rows.filter(({ from }) => from === middle)) / value(rows.filter(({ to }) => to === middle));
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(spread(rows)).toBeLessThanOrEqual(HOUR);
  });

  it.each(planted('peel-chain'))('has five hops and a small peel at each: $item.id', ({ item, rows }) => {
    const chain = keyed(item);
    expect(chain.length - 1).toBeGreaterThanOrEqual(5);
    for (let at = 0; at + 1 < chain.length; at += 1) {
      const out = rows.filter(({ from }) => from === chain[at]);
      const on = out.filter(({ to }) => to === chain[at + 1]);
      expect(value(on) / value(out)).toBeGreaterThan(0.85);
    }
  });

  it.each([...planted('fan-in'), ...planted('fan-out')])(
    'has ten counterparties within a day: $item.id',
    ({ item, rows }) => {
      const side = item.detector === 'fan-in' ? 'from' : 'to';
      expect(new Set(rows.map((row) => row[side])).size).toBeGreaterThanOrEqual(10);
      expect(spread(rows)).toBeLessThanOrEqual(DAY);
    },
  );

  it.each(planted('gather-scatter'))('has ten on either side: $item.id', ({ item, rows }) => {
    const [hub] = keyed(item);
    expect(new Set(rows.filter(({ to }) => to === hub).map(({ from }) => from)).size).toBeGreaterThanOrEqual(
      10,
    );
    expect(new Set(rows.filter(({ from }) => from === hub).map(({ to }) => to)).size).toBeGreaterThanOrEqual(
      10,
    );
  });

  it.each(planted('structuring'))('stays just under the reporting line: $item.id', ({ rows }) => {
    for (const row of rows) {
      expect(row.usd!).toBeLessThan(10_000);
      expect(row.usd!).toBeGreaterThan(9000);
    }
    expect(sum(rows.map((row) => row.usd!))).toBeGreaterThan(10_000);
  });

  it.each(planted('periodic-transfer'))('keeps its interval: $item.id', ({ rows }) => {
    const times = rows.map(({ time }) => time).sort((a, b) => a - b);
    const gaps = times.slice(1).map((time, at) => time - times[at]!);
    const mean = sum(gaps) / gaps.length;
    const deviation = Math.sqrt(sum(gaps.map((gap) => (gap - mean) ** 2)) / (gaps.length - 1));
    expect(deviation / mean).toBeLessThan(0.2);
  });

  it.each(planted('sequential-coordination'))(
    'loses less than a tenth along its way: $item.id',
    ({ item, rows }) => {
      const way = keyed(item);
      const firsts = rows.filter(({ from }) => from === way[0]);
      const lasts = rows.filter(({ to }) => to === way.at(-1));
      expect(firsts.length).toBeGreaterThanOrEqual(2);
      for (const [at, first] of firsts.entries()) {
        expect(lasts[at]!.usd! / first.usd!).toBeGreaterThan(0.9);
        expect(lasts[at]!.time - first.time).toBeLessThanOrEqual(HOUR);
      }
    },
  );

  it.each(planted('volume-coordination'))(
    'sends sums within 5 % of each other: $item.id',
    ({ item, rows }) => {
      const rounds = rows.length / item.key.length;
      expect(rounds).toBeGreaterThanOrEqual(2);
      for (let round = 0; round < rounds; round += 1) {
        const sums = rows
          .slice(round * item.key.length, (round + 1) * item.key.length)
          .map(({ usd }) => usd!);
        expect(Math.max(...sums) / Math.min(...sums)).toBeLessThan(1.05);
      }
    },
  );

  it.each(planted('dense-cluster'))('joins more than half of its pairs: $item.id', ({ item, rows }) => {
    const pairs = new Set(rows.map(({ from, to }) => [from, to].sort().join()));
    const size = item.key.length;
    expect(size).toBeGreaterThanOrEqual(4);
    expect(pairs.size / ((size * (size - 1)) / 2)).toBeGreaterThan(0.5);
  });

  it.each(planted('hub-and-spoke'))(
    'has a hub of more than ten and spokes of its own: $item.id',
    ({ item, rows }) => {
      const [hub] = keyed(item);
      const others = new Set(rows.flatMap(({ from, to }) => [from, to]).filter((address) => address !== hub));
      expect(others.size).toBeGreaterThan(10);
    },
  );

  it.each(planted('dormant-awakening'))('slept for a month and more: $item.id', ({ item }) => {
    const world = worlds.find(({ truths }) => truths.includes(item))!;
    const [sleeper] = keyed(item);
    const before = world.rows.filter(
      (row) => (row.from === sleeper || row.to === sleeper) && row.time < item.start,
    );
    expect(item.start - before.at(-1)!.time).toBeGreaterThan(30 * DAY);
  });

  it.each(planted('insider-entry'))('buys among the first tenth: $item.id', ({ item, rows }) => {
    const world = worlds.find(({ truths }) => truths.includes(item))!;
    const [insider] = keyed(item);
    const bought = rows.filter(({ to }) => to === insider);
    expect(bought.length).toBeGreaterThanOrEqual(2);
    for (const entry of bought) {
      const buys = world.rows.filter(({ asset, from }) => asset === entry.asset && from === entry.from);
      expect(buys.indexOf(entry)).toBeLessThan(buys.length / 10);
    }
  });
});
