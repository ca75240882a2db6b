import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyAction, how } from './testing/made.ts';
import {
  added,
  allShown,
  collapsed,
  emptyView,
  expanded,
  expansionLike,
  foldToggled,
  type GraphView,
  grouped,
  heldIds,
  hiddenToo,
  noted,
  onlyShown,
  pinToggled,
  placed,
  presentIds,
  routed,
  split,
} from './view.ts';

const answer = (ids: string[], total = ids.length) => ({ ids, total, orderedBy: 'count' as const });
const start = expanded(added(emptyView, ['a']), 'a', how, answer(['b', 'c'], 9));

describe('what a graph holds', () => {
  it('adds further counterparties to the same question and keeps another question apart', () => {
    const more = expanded(start, 'a', how, answer(['c', 'd'], 9));
    expect(expansionLike(more, 'a', how)?.brought).toEqual(['b', 'c', 'd']);
    const other = expanded(more, 'a', { ...how, filter: { categories: ['exchange'] } }, answer(['e'], 1));
    expect(other.expansions.map((e) => e.brought)).toEqual([['b', 'c', 'd'], ['e']]);
    expect(presentIds(other)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('takes a filter for the same whatever order its fields were written in', () => {
    const one = expanded(start, 'b', { ...how, filter: { minUsd: 5, assets: ['x'] } }, answer(['d']));
    expect(expansionLike(one, 'b', { ...how, filter: { assets: ['x'], minUsd: 5 } })).toBeDefined();
  });

  it('collapses what only this expansion brought, but nothing the user has built on', () => {
    const grown = expanded(start, 'b', how, answer(['d', 'e', 'f', 'g', 'h', 'i']));
    const built = noted(
      pinToggled(
        grouped(
          routed(expanded(grown, 'd', how, answer(['x'])), { id: 'r', nodes: ['h'], steps: [] }),
          ['e'],
          'E',
        ),
        ['f'],
      ),
      'g',
      'seen',
    );
    expect(presentIds(collapsed(built, 'b')).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'x']);
    expect(collapsed(start, 'z')).toBe(start);
  });

  it('hides, shows only what is chosen, and shows all again', () => {
    expect(presentIds(hiddenToo(start, ['b']))).toEqual(['a', 'c']);
    expect(presentIds(onlyShown(start, ['b']))).toEqual(['b']);
    expect(presentIds(allShown(onlyShown(start, ['b'])))).toEqual(['a', 'b', 'c']);
    expect(presentIds(added(hiddenToo(start, ['b']), ['b']))).toEqual(['a', 'b', 'c']);
  });
});

describe('groups', () => {
  const places = new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 100, y: 0 }],
    ['c', { x: 50, y: 60 }],
  ]);
  const laid = placed(start, places);

  it('stand in the middle of their members and open where they were moved to', () => {
    const folded = grouped(laid, ['b', 'c'], 'Pair');
    expect(folded.groups).toMatchObject([{ name: 'Pair', members: ['b', 'c'], folded: true }]);
    expect(folded.places['group:1']).toEqual({ x: 75, y: 30 });
    const moved = foldToggled(placed(folded, new Map([['group:1', { x: 75, y: 130 }]])), 'group:1');
    expect(moved.places.b).toEqual({ x: 100, y: 100 });
    expect(moved.places.c).toEqual({ x: 50, y: 160 });
  });

  it('merge into one and split again, whole or in part', () => {
    const two = grouped(grouped(laid, ['a'], 'One'), ['b', 'c'], 'Two');
    const merged = grouped(two, ['group:1', 'group:2'], 'Both');
    expect(merged.groups.map((g) => [g.name, [...g.members].sort()])).toEqual([['Both', ['a', 'b', 'c']]]);
    const id = merged.groups[0]?.id ?? '';
    expect(split(merged, id, ['a']).groups.map((g) => g.members)).toEqual([['b', 'c']]);
    expect(split(merged, id).groups).toEqual([]);
    expect(Object.keys(split(merged, id).places).sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('any sequence of actions', () => {
  it('leaves the view before it untouched, so that undo is exact', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 25 }), (actions) => {
        let view = emptyView;
        const history: { view: GraphView; text: string }[] = [];
        for (const { run } of actions) {
          history.push({ view, text: JSON.stringify(view) });
          view = run(view);
        }
        for (const before of history) expect(JSON.stringify(before.view)).toBe(before.text);
      }),
      { numRuns: 150 },
    );
  });

  it('never puts an address into two groups, and keeps no group without members', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 30 }), (actions) => {
        const view = actions.reduce((v, { run }) => run(v), emptyView);
        const members = view.groups.flatMap((g) => g.members);
        expect(new Set(members).size).toBe(members.length);
        expect(view.groups.every((g) => g.members.length > 0)).toBe(true);
        expect(new Set(view.groups.map((g) => g.id)).size).toBe(view.groups.length);
        expect(new Set(heldIds(view)).size).toBe(heldIds(view).length);
      }),
      { numRuns: 200 },
    );
  });
});
