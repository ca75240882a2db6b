import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Camera, fitted, toScreen, toSheet, zoomedAt } from './camera.ts';
import { coloursOf } from './colouring.ts';
import { curveBetween, pointOn } from './curve.ts';
import { type Drawing, drawingOf } from './drawing.ts';
import { flowsCsv, nodesCsv } from './export/csv.ts';
import { gexfText } from './export/gexf.ts';
import { graphmlText } from './export/graphml.ts';
import { jsonText } from './export/json.ts';
import { svgText } from './export/picture.ts';
import { xmlText } from './export/xml.ts';
import { hitAt, nodesInside, nodeTowards, readingOrder } from './hit.ts';
import { noMarks, presenceOf } from './paint.ts';
import { edgeBends, edgeLabel, edgeWidths, nodeLines, type Scene, sceneOf } from './scene.ts';
import { edge, factsOf, node, palette } from './testing/made.ts';
import {
  added,
  type Colouring,
  emptyView,
  foldToggled,
  type GraphView,
  grouped,
  noted,
  placed,
  routed,
} from './view.ts';

const ids = ['ethereum:a', 'ethereum:b', 'ethereum:c'];
const places = new Map([
  ['ethereum:a', { x: 0, y: 0 }],
  ['ethereum:b', { x: 300, y: 0 }],
  ['ethereum:c', { x: 300, y: 200 }],
]);
const facts = factsOf(
  [
    node('ethereum:a', {
      tags: [{ label: '=HYPERLINK("x")', category: 'exchange', source: 's', confidence: 80 }],
      alerts: 2,
      transfers: 4000,
    }),
    node('ethereum:b'),
    node('ethereum:c', { alerts: 7 }),
  ],
  [
    edge('ethereum:a', 'ethereum:b', { amountUsd: 10, amount: '-1.20' }),
    edge('ethereum:a', 'ethereum:b', { asset: 'x', symbol: 'X<&>"', amountUsd: 100_000, count: 9 }),
    edge('ethereum:b', 'ethereum:a'),
    edge('ethereum:b', 'ethereum:c', { amountUsd: 1 }),
    edge('ethereum:c', 'ethereum:c'),
  ],
);
const view = placed(added(emptyView, ids), places);

const sceneFor = (v: GraphView, by: Colouring = 'direction'): { scene: Scene; drawing: Drawing } => {
  const drawing = drawingOf(v, facts);
  const seeds = new Set(['ethereum:a']);
  const colours = coloursOf(
    by,
    {
      drawing,
      seeds,
      focus: seeds,
      communities: new Map([
        ['ethereum:a', 0],
        ['ethereum:b', 1],
      ]),
      trace: null,
    },
    palette,
  );
  const laid = new Map(Object.entries(v.places));
  return {
    drawing,
    scene: sceneOf({ drawing, view: v, places: laid, colours, palette, seeds, edgeNotes: {} }),
  };
};

describe('a scene', () => {
  it('writes the label before the address, the alerts after it, and the first line of a note', () => {
    const { drawing } = sceneFor(view);
    const first = drawing.nodes[0];
    if (!first) throw new Error('nothing drawn');
    expect(nodeLines(first, 'Seen in 2023\nand later')).toEqual([
      '◆ =HYPERLINK("x")',
      'a',
      '▼ 2 alerts',
      '✎ Seen in 2023',
    ]);
  });

  it('states amount and number, and says where parts of a value are unknown', () => {
    const [pair] = drawingOf({ ...view, style: { ...view.style, flows: 'pair' } }, facts).edges;
    if (!pair) throw new Error('nothing drawn');
    expect(edgeLabel(pair)).toBe('2 assets ($100,010) · 10×');
    expect(edgeLabel({ ...pair, unpriced: 1 })).toBe('2 assets (at least $100,010) · 10×');
  });

  it('fans parallel flows out and leaves a single one straight', () => {
    const { drawing } = sceneFor(view);
    const bends = edgeBends(drawing.edges);
    const between = drawing.edges.filter((e) => [e.source, e.target].every((id) => id !== 'ethereum:c'));
    const { scene } = sceneFor(view);
    const middles = between.map((e) => {
      const drawn = scene.edges.find((s) => s.id === e.id);
      const a = scene.nodes[drawn?.from ?? 0];
      const b = scene.nodes[drawn?.to ?? 0];
      if (!a || !b) throw new Error('nothing drawn');
      return Math.round(pointOn(curveBetween(a.at, b.at, a.radius, b.radius, bends.get(e.id) ?? 0), 0.5).y);
    });
    expect(new Set(middles).size).toBe(3);
    expect(bends.get(drawing.edges.find((e) => e.target === 'ethereum:c')?.id ?? '')).toBe(0);
  });

  it('draws the larger value wider, and one without a price as thin as the thinnest', () => {
    const { drawing } = sceneFor(view);
    const widths = edgeWidths(drawing.edges, 'value');
    const of = (asset: string, source = 'ethereum:a') =>
      widths.get(drawing.edges.find((e) => e.asset === asset && e.source === source)?.id ?? '') ?? 0;
    expect(of('x')).toBeGreaterThan(of('native'));
    expect(of('native')).toBeGreaterThan(of('native', 'ethereum:b') - 0.3);
    expect(Math.min(...widths.values())).toBeGreaterThanOrEqual(1);
  });

  it('colours by direction, label, alerts and community, with a legend for each', () => {
    expect(sceneFor(view).scene.edges.map((e) => e.colour)).toContain(palette.flowOut);
    expect(sceneFor(view, 'tag').scene.nodes.map((n) => n.fill)).toEqual([
      palette.kinds[0],
      palette.raised,
      palette.raised,
    ]);
    expect(sceneFor(view, 'risk').scene.nodes.map((n) => n.fill)).toEqual([
      palette.risk[1],
      palette.raised,
      palette.risk[2],
    ]);
    const fills = sceneFor(view, 'community').scene.nodes.map((n) => n.fill);
    expect(new Set(fills).size).toBe(3);
  });

  it('marks the steps of a path, through a folded group too', () => {
    const onPath = routed(view, {
      id: 'p',
      nodes: ids,
      steps: ['ethereum:a>ethereum:b', 'ethereum:b>ethereum:c'],
    });
    expect(sceneFor(onPath).scene.edges.filter((e) => e.onRoute)).toHaveLength(3);
    const folded = grouped(onPath, ['ethereum:b'], 'B');
    expect(sceneFor(folded).scene.edges.filter((e) => e.onRoute)).toHaveLength(3);
    expect(sceneFor(foldToggled(folded, 'group:1')).scene.hulls).toMatchObject([{ name: 'B', members: [1] }]);
  });

  it('lets what touches nothing chosen step back, and nothing when all or nobody is chosen', () => {
    const { scene } = sceneFor(view);
    const marks = { ...noMarks, recede: true };
    const at = (chosen: string[]) => {
      const presence = presenceOf(scene, { ...marks, chosen: new Set(chosen) });
      return scene.nodes.map((_, i) => presence.node(i) === 1);
    };
    expect(at(['ethereum:a'])).toEqual([true, true, false]);
    expect(at([])).toEqual([true, true, true]);
    expect(at(ids)).toEqual([true, true, true]);
    expect(at(['gone'])).toEqual([true, true, true]);
  });
});

describe('pointing at a scene', () => {
  const { scene } = sceneFor(view);

  it('hits nodes before flows, flows along their curve, and nothing on the ground', () => {
    expect(hitAt(scene, { x: 302, y: 3 }, 1)).toEqual({ kind: 'node', id: 'ethereum:b' });
    expect(hitAt(scene, { x: 300, y: 100 }, 1)).toEqual({
      kind: 'edge',
      id: 'ethereum:b>ethereum:c|native',
    });
    expect(hitAt(scene, { x: 150, y: 150 }, 1)).toBeNull();
  });

  it('walks in reading order and to the nearest node in a direction', () => {
    expect(readingOrder(scene)).toEqual(ids);
    expect(nodeTowards(scene, 'ethereum:a', { x: 1, y: 0 })).toBe('ethereum:b');
    expect(nodeTowards(scene, 'ethereum:b', { x: 0, y: 1 })).toBe('ethereum:c');
    expect(nodeTowards(scene, 'ethereum:a', { x: -1, y: 0 })).toBeNull();
  });

  it('takes into a loop what lies in it', () => {
    const loop = [
      { x: -50, y: -50 },
      { x: 350, y: -50 },
      { x: 350, y: 50 },
      { x: -50, y: 50 },
    ];
    expect(nodesInside(scene, loop)).toEqual(['ethereum:a', 'ethereum:b']);
  });

  it('keeps the point under the pointer when zooming, and goes from screen to sheet and back', () => {
    const size = { width: 800, height: 600 };
    const point = fc.record({ x: fc.integer({ min: 0, max: 800 }), y: fc.integer({ min: 0, max: 600 }) });
    const camera: fc.Arbitrary<Camera> = fc.record({
      x: fc.integer({ min: -999, max: 999 }),
      y: fc.integer({ min: -999, max: 999 }),
      zoom: fc.double({ min: 0.05, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(camera, point, fc.double({ min: 0.5, max: 2, noNaN: true }), (from, at, factor) => {
        const before = toSheet(at, from, size);
        const after = toSheet(at, zoomedAt(from, factor, at, size), size);
        expect(after.x).toBeCloseTo(before.x, 4);
        expect(after.y).toBeCloseTo(before.y, 4);
        const back = toScreen(before, from, size);
        expect(back.x).toBeCloseTo(at.x, 4);
      }),
    );
  });

  it('fits every node into the page', () => {
    const size = { width: 400, height: 300 };
    const camera = fitted(scene, size);
    for (const { at } of scene.nodes) {
      const p = toScreen(at, camera, size);
      expect(p.x > 0 && p.y > 0 && p.x < size.width && p.y < size.height).toBe(true);
    }
  });
});

describe('exports', () => {
  const seen = noted(noted(view, 'ethereum:b', '-2+3'), 'ethereum:a>ethereum:b|x', 'a "quoted"\nnote');
  const { drawing, scene } = sceneFor(seen);
  const input = { drawing, view: seen, places };

  it('give spreadsheets no formula, and amounts as they are', () => {
    const nodes = nodesCsv(drawing, seen);
    expect(nodes).toContain(`"'=HYPERLINK(""x"")"`);
    expect(nodes).toContain(`"'-2+3"`);
    const flows = flowsCsv(drawing, seen);
    expect(flows).toContain('"-1.20"');
    expect(flows).toContain('"a ""quoted""\nnote"');
    expect(nodes.trim().split('\r\n')).toHaveLength(4);
  });

  it('give GraphML and GEXF every node and flow, escaped', () => {
    const graphml = graphmlText(input);
    expect(graphml.match(/<node id=/g)).toHaveLength(3);
    expect(graphml.match(/<edge id=/g)).toHaveLength(5);
    expect(graphml).toContain('X&lt;&amp;&gt;&quot;');
    const gexf = gexfText({ ...input, scene });
    expect(gexf.match(/<viz:position x="300" y="-200"\/>/g)).toHaveLength(1);
    expect(xmlText('a\u0000b')).toBe('a\uFFFDb');
  });

  it('give JSON the flows behind each line, and SVG the words as words', () => {
    const json = JSON.parse(jsonText(input)) as { flows: { parts: unknown[] }[] };
    expect(json.flows.map((f) => f.parts.length)).toEqual([1, 1, 1, 1, 1]);
    const svg = svgText(
      { scene, camera: { x: 0, y: 0, zoom: 1 }, size: { width: 9, height: 9 }, marks: noMarks, palette },
      'a < b',
    );
    expect(svg).toContain('<title>a &lt; b</title>');
    expect(svg).toContain('▼ 7 alerts');
    expect(svg.match(/<path /g)).toHaveLength(5);
    expect(svg).toBe(
      svgText(
        { scene, camera: { x: 5, y: 5, zoom: 2 }, size: { width: 99, height: 99 }, marks: noMarks, palette },
        'a < b',
      ),
    );
  });
});
