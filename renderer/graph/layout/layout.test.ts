import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Drawing, drawingOf } from '../drawing.ts';
import { edge, factsOf, node } from '../testing/made.ts';
import { added, emptyView, type LayoutName, layoutNames, type Point } from '../view.ts';
import { levelsFrom } from './flow.ts';
import { layOut } from './lay-out.ts';
import { hopsFrom } from './layout-input.ts';
import { placeNewcomers } from './newcomers.ts';
import { settleForces } from './settle-forces.ts';
import { timeColumns } from './time.ts';

const made = (pairs: readonly (readonly [number, number])[], count: number): Drawing => {
  const ids = Array.from({ length: count }, (_, i) => `n${i}`);
  return drawingOf(
    added(emptyView, ids),
    factsOf(
      ids.map((id) => node(id)),
      pairs.map(([a, b], i) =>
        edge(`n${a}`, `n${b}`, {
          count: 1 + (i % 7),
          firstSeen: i % 5 === 0 ? null : `2024-01-${String(1 + (i % 28)).padStart(2, '0')}T00:00:00Z`,
        }),
      ),
    ),
  );
};
const last = (name: LayoutName, drawing: Drawing, fixed = new Map<string, Point>()): Map<string, Point> => {
  let places = new Map<string, Point>();
  for (const step of layOut(name, {
    drawing,
    seeds: ['n0'],
    aspect: 1.5,
    places: fixed,
    fixed: new Set(fixed.keys()),
  }))
    places = step;
  return places;
};
const graphs = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: count - 1 })), {
      maxLength: 24,
    })
    .map((pairs) => made(pairs, count)),
);

describe.each(layoutNames)('the %s layout', (name) => {
  it('places every node, each somewhere else, always the same, and moves nothing that is fixed', () => {
    fc.assert(
      fc.property(graphs, (drawing) => {
        const places = last(name, drawing);
        expect([...places.keys()].sort()).toEqual(drawing.nodes.map((n) => n.id).sort());
        expect([...places.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
        const spots = [...places.values()].map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`);
        expect(new Set(spots).size).toBe(spots.length);
        expect(last(name, drawing)).toEqual(places);
        const pinned = new Map([['n0', { x: 777, y: -333 }]]);
        expect(last(name, drawing, pinned).get('n0')).toEqual({ x: 777, y: -333 });
      }),
      { numRuns: name === 'force' ? 8 : 40 },
    );
  });
});

describe('money from left to right', () => {
  const drawing = drawingOf(
    added(emptyView, ['me', 'payer', 'payee', 'beyond', 'both']),
    factsOf(
      ['me', 'payer', 'payee', 'beyond', 'both'].map((id) => node(id)),
      [
        edge('payer', 'me', { count: 3 }),
        edge('me', 'payee', { count: 2 }),
        edge('payee', 'beyond'),
        edge('me', 'both'),
        edge('both', 'me', { count: 5 }),
      ],
    ),
  );

  it('puts senders left, receivers right and what lies behind them further out', () => {
    expect(Object.fromEntries(levelsFrom(drawing, ['me']))).toEqual({
      me: 0,
      payer: -1,
      payee: 1,
      both: -1,
      beyond: 2,
    });
  });

  it('counts steps from the nearest seed', () => {
    expect(Object.fromEntries(hopsFrom(drawing, ['me', 'beyond']))).toEqual({
      me: 0,
      beyond: 0,
      payer: 1,
      both: 1,
      payee: 1,
    });
  });
});

describe('layers of time', () => {
  it('never put a later node left of an earlier one, and unknown times last', () => {
    fc.assert(
      fc.property(graphs, (drawing) => {
        const columns = timeColumns(drawing);
        const first = new Map<string, string>();
        for (const e of drawing.edges)
          for (const end of [e.source, e.target])
            if (e.firstSeen && (first.get(end) ?? '9') > e.firstSeen) first.set(end, e.firstSeen);
        for (const a of drawing.nodes)
          for (const b of drawing.nodes)
            if ((first.get(a.id) ?? '9') < (first.get(b.id) ?? '9'))
              expect(columns.get(a.id) ?? 0).toBeLessThanOrEqual(columns.get(b.id) ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('newcomers', () => {
  it('find a free place beside their neighbour while everything else stays', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 14 }), (drawing, known) => {
        const all = last('flow', drawing);
        const before = new Map([...all].slice(0, known));
        const fresh = placeNewcomers(drawing, before);
        expect(fresh.size).toBe(drawing.nodes.length - Math.min(known, all.size));
        const spots = [...before, ...fresh].map(([, p]) => `${Math.round(p.x)},${Math.round(p.y)}`);
        expect(new Set(spots).size).toBe(spots.length);
        expect([...fresh.keys()].some((id) => before.has(id))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('forces for thousands', () => {
  it('bring connected nodes nearer than others and hold what is fixed', () => {
    const size = 1500;
    // Thirty clusters of fifty, each a ring with chords.
    const pairs = Array.from({ length: size }, (_, i) => {
      const base = Math.floor(i / 50) * 50;
      return [
        [i, base + ((i + 1) % 50)],
        [i, base + ((i * 7 + 3) % 50)],
      ] as [number, number][];
    }).flat();
    const drawing = made(pairs, size);
    const pinned = new Map([['n3', { x: 5000, y: 5000 }]]);
    let places = new Map<string, Point>();
    let rounds = 0;
    for (const step of settleForces({
      drawing,
      seeds: [],
      aspect: 1,
      places: pinned,
      fixed: new Set(['n3']),
    })) {
      places = step;
      if (++rounds >= 60) break;
    }
    expect(places.get('n3')).toEqual({ x: 5000, y: 5000 });
    const distance = (a: number, b: number) => {
      const p = places.get(`n${a}`) ?? { x: 0, y: 0 };
      const q = places.get(`n${b}`) ?? { x: 0, y: 0 };
      return Math.hypot(p.x - q.x, p.y - q.y);
    };
    let near = 0;
    let far = 0;
    for (let i = 100; i < 1400; i += 13) {
      near += distance(i, Math.floor(i / 50) * 50 + ((i + 1) % 50));
      far += distance(i, (i + 700) % size);
    }
    expect(near * 3).toBeLessThan(far);
  });
});
