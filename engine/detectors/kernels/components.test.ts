import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strongComponents } from './components.ts';

/** Two vertices are in one component when each reaches the other (Warshall). */
function together(vertices: number, edges: readonly [number, number][]): boolean[][] {
  const reach = Array.from({ length: vertices }, (_, v) =>
    Array.from({ length: vertices }, (_, w) => v === w),
  );
  for (const [from, to] of edges) reach[from]![to] = true;
  for (let k = 0; k < vertices; k += 1)
    for (let i = 0; i < vertices; i += 1)
      for (let j = 0; j < vertices; j += 1) if (reach[i]![k] && reach[k]![j]) reach[i]![j] = true;
  return reach.map((row, i) => row.map((there, j) => there && reach[j]![i]!));
}

test('finds the components brute force finds, on thousands of small graphs', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 9 })
        .chain((vertices) =>
          fc.tuple(
            fc.constant(vertices),
            fc.array(fc.tuple(fc.nat(vertices - 1), fc.nat(vertices - 1)), { maxLength: 20 }),
          ),
        ),
      ([vertices, edges]) => {
        const sorted = [...edges].sort((a, b) => a[0] - b[0]);
        const start = new Int32Array(vertices + 1);
        for (const [from] of sorted) start[from + 1]! += 1;
        for (let v = 0; v < vertices; v += 1) start[v + 1]! += start[v]!;
        const { component, size } = strongComponents(
          start,
          Int32Array.from(sorted, ([, to]) => to),
        );
        const same = together(vertices, edges);
        for (let v = 0; v < vertices; v += 1) {
          expect(size[component[v]!]).toBe(same[v]!.filter(Boolean).length);
          for (let w = 0; w < vertices; w += 1) expect(component[v] === component[w]).toBe(same[v]![w]);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
