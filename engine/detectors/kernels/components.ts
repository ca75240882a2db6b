import { atOnce, type Steps } from '../define.ts';

/** Vertices, or edges, of one slice. */
const STEP = 1 << 15;

/**
 * Strongly connected components (Tarjan 1972, without recursion). Edges of vertex `v` are `to[start[v]]` to
 * `to[start[v + 1]]`; entries below 0 are no edges. Gives the component of each vertex; components are numbered in
 * reverse topological order. Linear in vertices and edges.
 */
export const strongComponents = (start: Int32Array, to: Int32Array): Components =>
  atOnce(strongComponentSteps(start, to));

export interface Components {
  readonly component: Int32Array;
  readonly count: number;
  readonly size: Int32Array;
}

/** The same in slices. */
export function* strongComponentSteps(start: Int32Array, to: Int32Array): Steps<Components> {
  const vertices = start.length - 1;
  const component = new Int32Array(vertices).fill(-1);
  const index = new Int32Array(vertices).fill(-1);
  const low = new Int32Array(vertices);
  const next = start.slice(0, vertices);
  const stack = new Int32Array(vertices);
  const path = new Int32Array(vertices);
  let stacked = 0;
  let depth = 0;
  let order = 0;
  let count = 0;
  let turns = 0;
  for (let root = 0; root < vertices; root += 1) {
    if (root % STEP === 0) yield;
    if (index[root] !== -1) continue;
    path[0] = root;
    depth = 1;
    index[root] = low[root] = order;
    order += 1;
    stack[stacked] = root;
    stacked += 1;
    while (depth > 0) {
      turns += 1;
      if (turns % STEP === 0) yield;
      const vertex = path[depth - 1]!;
      if (next[vertex]! < start[vertex + 1]!) {
        const target = to[next[vertex]!]!;
        next[vertex]! += 1;
        if (target < 0) continue;
        if (index[target] === -1) {
          index[target] = low[target] = order;
          order += 1;
          stack[stacked] = target;
          stacked += 1;
          path[depth] = target;
          depth += 1;
        } else if (component[target] === -1 && index[target]! < low[vertex]!) low[vertex] = index[target]!;
        continue;
      }
      depth -= 1;
      if (depth > 0 && low[vertex]! < low[path[depth - 1]!]!) low[path[depth - 1]!] = low[vertex]!;
      if (low[vertex] === index[vertex]) {
        let member: number;
        do {
          stacked -= 1;
          member = stack[stacked]!;
          component[member] = count;
        } while (member !== vertex);
        count += 1;
      }
    }
  }
  const size = new Int32Array(count);
  for (const of of component) size[of]! += 1;
  return { component, count, size };
}
