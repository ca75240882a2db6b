import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { drawingOf } from '../../graph/drawing.ts';
import { anyAction, edge, factsOf, node } from '../../graph/testing/made.ts';
import { added, emptyView, grouped, slicedBy } from '../../graph/view.ts';
import { redo, resetWorkspace, traceFrom, undo, useWorkspace } from '../../workspace/store.ts';
import { showTrace } from './actions.ts';
import { drawnOf, selectionOf, severalId } from './chosen.ts';
import { readViewText, viewText } from './kept-view.ts';
import { nodesMatching } from './parts/FindInGraph.tsx';
import { acting, changeView, pick, pickAll, startGraph, togglePick, useGraph } from './store.ts';

afterEach(() => {
  resetWorkspace();
  useGraph.setState(startGraph, true);
});

describe('undo and redo of everything', () => {
  it('give back exactly what was there, step by step, and again forwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { minLength: 1, maxLength: 20 }), async (actions) => {
        resetWorkspace();
        useGraph.setState(startGraph, true);
        const seen = [useGraph.getState().view];
        for (const action of actions)
          if (changeView(action.label, action.run)) seen.push(useGraph.getState().view);
        for (let i = seen.length - 2; i >= 0; i--) {
          await undo();
          expect(useGraph.getState().view).toBe(seen[i]);
        }
        expect(useWorkspace.getState().undo.past).toHaveLength(0);
        for (let i = 1; i < seen.length; i++) {
          await redo();
          expect(useGraph.getState().view).toBe(seen[i]);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('a saved view', () => {
  it('is read back as it was written, whatever was done before', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 20 }), (actions) => {
        const view = actions.reduce((v, { run }) => run(v), emptyView);
        const camera = { x: 12.5, y: -3, zoom: 0.8 };
        expect(readViewText(viewText(view, camera))).toEqual({ view, camera });
      }),
      { numRuns: 120 },
    );
  });

  it('is refused when it is none or of a later version, and keeps what it knows of a damaged one', () => {
    expect(() => readViewText('{}')).toThrow('cannot be read');
    expect(() => readViewText('nonsense')).toThrow('cannot be read');
    expect(() => readViewText('{"format":"spyhop-graph-view","version":99,"view":{}}')).toThrow(
      'later version',
    );
    const damaged =
      '{"format":"spyhop-graph-view","version":1,"view":{"seeds":["a",7],"places":{"a":{"x":"no"}}}}';
    expect(readViewText(damaged)).toEqual({ view: { ...emptyView, seeds: ['a'] }, camera: null });
  });
});

const view = added(emptyView, ['ethereum:0xa', 'ethereum:0xb', 'ethereum:0xc']);
const facts = factsOf(
  [
    node('ethereum:0xa', {
      tags: [{ label: 'Binance 14', category: 'exchange', source: 's', confidence: 80 }],
    }),
    node('ethereum:0xb'),
    node('ethereum:0xc'),
  ],
  [edge('ethereum:0xa', 'ethereum:0xb'), edge('ethereum:0xa', 'ethereum:0xc')],
);
const drawing = drawingOf(view, facts);
const folded = drawingOf(grouped(view, ['ethereum:0xb', 'ethereum:0xc'], 'Two'), facts);

describe('what is chosen in the graph', () => {
  it('is the selection of the window', () => {
    expect(selectionOf(drawing, ['ethereum:0xa'])).toEqual({
      kind: 'address',
      chain: 'ethereum',
      address: '0xa',
    });
    expect(selectionOf(drawing, ['ethereum:0xa', 'ethereum:0xb'])).toEqual({ kind: 'drawn', id: severalId });
    expect(selectionOf(folded, ['group:1'])).toEqual({ kind: 'drawn', id: 'group:1' });
    expect(selectionOf(drawing, [drawing.edges[0]?.id ?? ''])).toMatchObject({
      kind: 'edge',
      from: '0xa',
      to: '0xb',
    });
    expect(selectionOf(folded, [folded.edges[0]?.id ?? ''])).toMatchObject({ kind: 'drawn' });
    expect(selectionOf(drawing, ['gone'])).toBeNull();
  });

  it('follows a selection made elsewhere, into a folded group too', () => {
    const b = { kind: 'address', chain: 'ethereum', address: '0xb' } as const;
    expect(drawnOf(drawing, b)).toBe('ethereum:0xb');
    expect(drawnOf(folded, b)).toBe('group:1');
    expect(drawnOf(drawing, { ...b, address: '0xz' })).toBeNull();
    expect(
      drawnOf(folded, { kind: 'edge', chain: 'ethereum', from: '0xa', to: '0xc', asset: 'native' }),
    ).toBe(folded.edges[0]?.id);
  });

  it('grows and shrinks one by one, starting from where one stands', () => {
    pick('a');
    togglePick('b');
    expect(acting(useGraph.getState())).toEqual(['a', 'b']);
    togglePick('a');
    expect(acting(useGraph.getState())).toEqual(['b']);
    pickAll(['c']);
    expect(useGraph.getState()).toMatchObject({ at: 'c', picked: [] });
  });

  it('is found by address, label, category and note', () => {
    const notes = { 'ethereum:0xc': 'second wallet' };
    expect(nodesMatching(drawing.nodes, notes, 'binance exch')).toEqual(['ethereum:0xa']);
    expect(nodesMatching(drawing.nodes, notes, 'WALLET')).toEqual(['ethereum:0xc']);
    expect(nodesMatching(drawing.nodes, notes, ' ')).toEqual([]);
  });
});

it('cuts an address by hour, by day and not at all', () => {
  const hour = slicedBy(view, 'ethereum:0xa', 'hour');
  expect(hour.sliced).toEqual({ 'ethereum:0xa': 'hour' });
  expect(slicedBy(hour, 'ethereum:0xa', 'hour')).toBe(hour);
  expect(slicedBy(hour, 'ethereum:0xa', null).sliced).toEqual({});
});

it('hands a start over to the page that traces money', () => {
  const start = { chain: 'ethereum', address: '0xa', asset: null };
  traceFrom(start);
  expect(useWorkspace.getState().traceSeed).toEqual(start);
});

it('brings the nodes of a trace in, coloured by it, as one step', async () => {
  const share = (n: number) => ({ share: n, amount: '1' });
  showTrace({ title: 'T', nodes: { 'ethereum:0xb': share(0.2), 'ethereum:0xa': share(0.8) }, edges: {} });
  expect(useGraph.getState().view).toMatchObject({
    seeds: ['ethereum:0xa', 'ethereum:0xb'],
    style: { colour: 'trace' },
  });
  await undo();
  expect(useGraph.getState().view).toBe(emptyView);
});
