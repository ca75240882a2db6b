import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WhaleMap } from '#contract/replay.ts';
import { palette } from '../../graph/testing/made.ts';
import { toInstant, toSeconds } from '../../workspace/time-frame.ts';
import { heatDays, heatShade } from './heat.ts';
import { mapScene, placesOf } from './map-scene.ts';
import { assetKey, assetOf, heatHours, windowFor, windowSeconds } from './store.ts';

const id = (n: number) => `ethereum:0x${n}`;
const holder = (n: number): WhaleMap['holders'][number] => ({
  id: id(n),
  chain: 'ethereum',
  address: `0x${n}`,
  tags: [],
  valueUsd: null,
  holdings: [],
});
const flow = (source: number, target: number): WhaleMap['flows'][number] => ({
  id: `${id(source)}>${id(target)}>A`,
  source: id(source),
  target: id(target),
  asset: 'A',
  symbol: 'A',
  count: 1,
  amount: '1',
  amountUsd: null,
  firstSeen: null,
  lastSeen: null,
});

describe('places on the map', () => {
  const maps = fc.record({
    holders: fc.integer({ min: 0, max: 60 }).map((n) => Array.from({ length: n }, (_, i) => holder(i))),
    flows: fc
      .array(fc.tuple(fc.nat(120), fc.nat(120)), { maxLength: 60 })
      .map((pairs) => pairs.map(([a, b]) => flow(a, b))),
  });

  it('gives everyone a place of their own, the same for the same map', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const places = placesOf(map);
        expect(new Set(places.keys())).toEqual(
          new Set([...map.holders.map((h) => h.id), ...map.flows.flatMap((f) => [f.source, f.target])]),
        );
        const points = [...places.values()];
        for (const [i, a] of points.entries())
          for (const b of points.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(12);
        expect(placesOf(map)).toEqual(places);
      }),
      { numRuns: 60 },
    );
  });

  it('puts a holder where its rank says, whoever deals with it', () => {
    const holders = [0, 1, 2, 3].map(holder);
    const alone = placesOf({ holders, flows: [] });
    const busy = placesOf({ holders, flows: [flow(9, 1), flow(2, 8)] });
    for (const one of holders) expect(busy.get(one.id)).toEqual(alone.get(one.id));
    const reach = holders.map(({ id: of }) => Math.hypot(alone.get(of)!.x / 1.5, alone.get(of)!.y));
    expect(reach).toEqual([...reach].sort((a, b) => a - b));
  });
});

describe('the picture of the map', () => {
  const bridge = { label: 'Some Bridge', category: 'bridge', source: 'own list', confidence: 50 };
  const held = (n: number, valueUsd: number) => ({ ...holder(n), valueUsd });
  const whole: WhaleMap = {
    at: '2022-08-02T00:00:00Z',
    from: '2022-08-01T00:00:00Z',
    holders: [held(0, 400), held(1, 100)],
    holdersTotal: 9,
    asset: null,
    assets: [],
    orderedBy: 'value-usd',
    flows: [flow(0, 1), flow(2, 0)],
    flowsTotal: 2,
    others: [{ id: id(2), tags: [bridge] }],
    lanes: [],
    crossings: [],
    crossingsTotal: 0,
    heat: [],
  };

  it('draws everyone once with their label and value, in the order of value', () => {
    const { scene } = mapScene(whole, new Set(), palette);
    expect(scene.nodes.map(({ id: of, lines }) => [of, ...lines])).toEqual([
      [id(0), '0x0', '$400'],
      [id(1), '0x1', '$100'],
      [id(2), '◆ Some Bridge', '0x2'],
    ]);
    const [first, second, other] = scene.nodes;
    // four times the value, twice the width beyond the smallest
    expect((first!.radius - 8) / (second!.radius - 8)).toBeCloseTo(2);
    expect(other!.radius).toBeLessThan(second!.radius);
    expect(scene.edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [2, 0],
    ]);
  });

  it('marks what moved in the frame, and says so only where something did', () => {
    const moved = mapScene(whole, new Set([whole.flows[1]!.id]), palette);
    expect(moved.scene.edges.map(({ onRoute }) => onRoute)).toEqual([false, true]);
    expect(moved.scene.edges[1]!.colour).toBe(palette.accent);
    expect(moved.legend.map(({ text }) => text)).toContain('moved in this frame');
    const still = mapScene(whole, new Set(['elsewhere']), palette);
    expect(still.legend.map(({ text }) => text)).not.toContain('moved in this frame');
  });

  it('colours by chain where there are several', () => {
    const two = mapScene(
      { ...whole, holders: [held(0, 4), { ...held(7, 2), id: 'moonbeam:0x7', chain: 'moonbeam' }] },
      new Set(),
      palette,
    );
    expect(two.scene.nodes.slice(0, 2).map(({ fill }) => fill)).toEqual(palette.kinds.slice(0, 2));
    expect(two.legend.slice(0, 2).map(({ text }) => text)).toEqual(['ethereum', 'moonbeam']);
  });
});

describe('the stretch before the instant', () => {
  const bounds = { from: '2022-08-01T00:00:00Z', to: '2022-08-09T00:00:00Z' };

  it('is no longer than a quarter of the history, and never begins before it', () => {
    expect(windowFor(bounds)).toBe('day');
    expect(windowFor({ from: bounds.from, to: '2022-08-01T02:00:00Z' })).toBe('span');
    expect(windowSeconds('day', '2022-08-05T00:00:00Z', bounds)).toBe(86_400);
    expect(windowSeconds('week', '2022-08-02T00:00:00Z', bounds)).toBe(86_400);
    expect(windowSeconds('span', bounds.to, bounds)).toBe(8 * 86_400);
    expect(windowSeconds('hour', bounds.from, bounds)).toBe(1);
  });

  it('asks for a week of hours at least and for no more than there are', () => {
    expect(heatHours(3600)).toBe(168);
    expect(heatHours(200.5 * 3600)).toBe(201);
    expect(heatHours(1e9)).toBe(2000);
  });
});

it('counts every transfer of the stretch in one cell, and leaves what is outside empty', () => {
  const start = toSeconds('2022-08-01T05:00:00Z');
  const cells = fc.array(
    fc.record({
      at: fc.nat(70).map((hour) => toInstant(start + hour * 3600)),
      chain: fc.constantFrom('ethereum', 'moonbeam'),
      transfers: fc.integer({ min: 1, max: 99 }),
    }),
  );
  fc.assert(
    fc.property(cells, fc.constantFrom(null, 'moonbeam'), (heat, chain) => {
      const days = heatDays(heat, '2022-08-01T05:00:00Z', '2022-08-04T03:30:00Z', chain);
      expect(days.map(({ day }) => day.slice(0, 10))).toEqual([
        '2022-08-04',
        '2022-08-03',
        '2022-08-02',
        '2022-08-01',
      ]);
      const sum = days.flatMap(({ hours }) => hours).reduce<number>((all, cell) => all + (cell ?? 0), 0);
      expect(sum).toBe(
        heat.reduce((all, one) => all + (chain === null || one.chain === chain ? one.transfers : 0), 0),
      );
      expect(days.at(-1)!.hours.slice(0, 5)).toEqual([null, null, null, null, null]);
      expect(days[0]!.hours.slice(4)).toEqual(Array(20).fill(null));
    }),
  );
});

it('shades cells in the order of their counts, and no transfer not at all', () => {
  expect(heatShade(0, 5)).toBe(0);
  expect(heatShade(5, 5)).toBe(1);
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (a, b) => a >= b || heatShade(a, 1000) < heatShade(b, 1000)),
  );
});

it('brings back an asset whose name has a bar in it', () => {
  const one = { chain: 'ethereum', asset: 'a|b' };
  expect(assetOf(assetKey(one))).toEqual(one);
  expect(assetOf(null)).toBeNull();
});
