import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leiden, modularity, type Network, quality } from './leiden.ts';

function network(vertices: number, pairs: readonly (readonly [number, number])[]): Omit<Network, 'size'> {
  const edges = [
    ...new Set(pairs.filter(([a, b]) => a !== b).map(([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`)),
  ]
    .map((text) => text.split(' ').map(Number) as [number, number])
    .flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ])
    .sort((x, y) => x[0]! - y[0]! || x[1]! - y[1]!);
  const start = new Int32Array(vertices + 1);
  for (const [a] of edges) start[a! + 1]! += 1;
  for (let v = 0; v < vertices; v += 1) start[v + 1]! += start[v]!;
  return { start, to: Int32Array.from(edges, ([, b]) => b!), weight: new Float64Array(edges.length).fill(1) };
}

/** The best quality over all partitions. */
function best(graph: Network, resolution: number): number {
  const vertices = graph.size.length;
  const community = new Int32Array(vertices);
  let most = Number.NEGATIVE_INFINITY;
  const place = (v: number, used: number): void => {
    if (v === vertices) {
      most = Math.max(most, quality(graph, community, resolution));
      return;
    }
    for (let of = 0; of <= used; of += 1) {
      community[v] = of;
      place(v + 1, Math.max(used, of + 1));
    }
  };
  place(0, 0);
  return most;
}

function connected(graph: Network, community: Int32Array): boolean {
  for (const of of new Set(community)) {
    const members = [...community.keys()].filter((v) => community[v] === of);
    const reached = new Set([members[0]!]);
    for (const v of reached)
      for (let at = graph.start[v]!; at < graph.start[v + 1]!; at += 1)
        if (community[graph.to[at]!] === of) reached.add(graph.to[at]!);
    if (reached.size !== members.length) return false;
  }
  return true;
}

const graphs = fc.integer({ min: 2, max: 7 }).chain((vertices) =>
  fc.record({
    vertices: fc.constant(vertices),
    pairs: fc.array(fc.tuple(fc.nat(vertices - 1), fc.nat(vertices - 1)), { minLength: 1, maxLength: 14 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  }),
);

describe('leiden', () => {
  it('gives connected communities that no single move improves, never better than the best of all partitions', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom('density', 'modularity'), ({ vertices, pairs, seed }, kind) => {
        const bare = network(vertices, pairs);
        const { size, resolution } =
          kind === 'density'
            ? { size: new Float64Array(vertices).fill(1), resolution: 0.5 }
            : modularity(bare.start, bare.weight);
        const graph = { ...bare, size };
        const community = leiden(graph, { resolution, seed });
        const reached = quality(graph, community, resolution);
        expect(connected(graph, community)).toBe(true);
        expect(reached).toBeLessThanOrEqual(best(graph, resolution) + 1e-9);
        for (let v = 0; v < vertices; v += 1)
          for (let of = 0; of < vertices; of += 1) {
            const moved = community.slice();
            moved[v] = of;
            expect(quality(graph, moved, resolution)).toBeLessThanOrEqual(reached + 1e-9);
          }
        expect(leiden(graph, { resolution, seed })).toEqual(community);
      }),
      { numRuns: 1500 },
    );
  });

  it('reaches the best modularity on nearly all small graphs', () => {
    let equal = 0;
    const sample = fc.sample(graphs, { numRuns: 300, seed: 7 });
    for (const { vertices, pairs } of sample) {
      const bare = network(vertices, pairs);
      const { size, resolution } = modularity(bare.start, bare.weight);
      const graph = { ...bare, size };
      if (quality(graph, leiden(graph, { resolution }), resolution) > best(graph, resolution) - 1e-9)
        equal += 1;
    }
    expect(equal / sample.length).toBeGreaterThan(0.9);
  });

  it('finds cliques strung on a chain, each by itself', () => {
    const pairs: [number, number][] = [];
    for (let clique = 0; clique < 20; clique += 1)
      for (let a = 0; a < 5; a += 1) {
        for (let b = a + 1; b < 5; b += 1) pairs.push([clique * 5 + a, clique * 5 + b]);
        if (a === 0 && clique > 0) pairs.push([clique * 5, clique * 5 - 1]);
      }
    const bare = network(100, pairs);
    const community = leiden({ ...bare, size: new Float64Array(100).fill(1) }, { resolution: 0.5 });
    for (let v = 0; v < 100; v += 1) expect(community[v]).toBe(Math.floor(v / 5));
  });
});
