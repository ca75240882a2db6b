/** An undirected graph as compressed sparse rows; every edge stands at both its ends, loops at none. */
export interface Network {
  /** Neighbours of vertex `v` are `to[start[v]]` to `to[start[v + 1]]`. */
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
  /** 1 for the constant Potts model, the sum of its weights for modularity. */
  readonly size: Float64Array;
}

export interface LeidenOptions {
  /**
   * Constant Potts model: the density that holds a community together. Modularity: the resolution over the sum
   * of all sizes.
   */
  readonly resolution: number;
  readonly seed?: number;
  /** Rounds at most; it ends by itself when nothing moves. */
  readonly rounds?: number;
}

/** Sizes and resolution that make the quality modularity (Newman 2004), times the weight of all edges. */
export function modularity(
  start: Int32Array,
  weight: Float64Array,
): { size: Float64Array; resolution: number } {
  const size = new Float64Array(start.length - 1);
  let total = 0;
  for (let v = 0; v < size.length; v += 1) {
    for (let at = start[v]!; at < start[v + 1]!; at += 1) size[v]! += weight[at]!;
    total += size[v]!;
  }
  return { size, resolution: total > 0 ? 1 / total : 0 };
}

/** Weight inside communities, less resolution × the squares of their sizes, halved. */
export function quality(
  { start, to, weight, size }: Network,
  community: Int32Array,
  resolution: number,
): number {
  const sizes = new Float64Array(size.length);
  let inside = 0;
  for (let v = 0; v < size.length; v += 1) {
    sizes[community[v]!]! += size[v]!;
    for (let at = start[v]!; at < start[v + 1]!; at += 1)
      if (community[to[at]!] === community[v]) inside += weight[at]! / 2;
  }
  let expected = 0;
  for (const one of sizes) expected += one * one;
  return inside - (resolution * expected) / 2;
}

/**
 * Communities after Traag, Waltman and van Eck (2019): vertices move to the best neighbouring community, communities
 * are refined into well-connected parts, parts become the vertices of the next round; the whole is repeated until no
 * vertex gains by moving. Communities are connected. Deterministic in the graph and the seed; where the paper draws
 * among improving merges the best is taken. Gives the community of each vertex, numbered by the smallest vertex.
 */
export function leiden(network: Network, options: LeidenOptions): Int32Array {
  const { resolution, seed = 1, rounds = 50 } = options;
  const random = generator(seed);
  let community = Int32Array.from({ length: network.size.length }, (_, v) => v);
  for (let turn = 0; turn < rounds; turn += 1) {
    community = pass(network, community, resolution, random, rounds);
    if (!moveVertices(network, community.slice(), resolution, random)) break;
  }
  return community;
}

function pass(
  network: Network,
  begin: Int32Array,
  resolution: number,
  random: () => number,
  rounds: number,
): Int32Array<ArrayBuffer> {
  let graph = network;
  let community = begin.slice();
  const vertices = network.size.length;
  /** Vertex of the present graph that holds each original one. */
  const holder = Int32Array.from({ length: vertices }, (_, v) => v);
  for (let round = 0; round < rounds; round += 1) {
    moveVertices(graph, community, resolution, random);
    const { parts, part } = renumber(refine(graph, community, resolution, random));
    if (parts === graph.size.length) break;
    const above = new Int32Array(parts);
    for (let v = 0; v < part.length; v += 1) above[part[v]!] = community[v]!;
    for (let v = 0; v < vertices; v += 1) holder[v] = part[holder[v]!]!;
    graph = aggregate(graph, part, parts);
    community = renumber(above).part;
  }
  return renumber(holder.map((vertex) => community[vertex]!)).part;
}

function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
}

function shuffled(count: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
  return order;
}

/** Moves vertices until none gains by moving; those next to a moved one are looked at again. Says whether any moved. */
function moveVertices(
  { start, to, weight, size }: Network,
  community: Int32Array,
  resolution: number,
  random: () => number,
): boolean {
  const count = size.length;
  let moved = false;
  const sizes = new Float64Array(count);
  const members = new Int32Array(count);
  for (let v = 0; v < count; v += 1) {
    sizes[community[v]!]! += size[v]!;
    members[community[v]!]! += 1;
  }
  const empty: number[] = [];
  for (let of = count - 1; of >= 0; of -= 1) if (members[of] === 0) empty.push(of);
  const queue = new Int32Array(count);
  queue.set(shuffled(count, random));
  const waiting = new Uint8Array(count).fill(1);
  const near = new Float64Array(count);
  const touched: number[] = [];
  let head = 0;
  let length = count;
  while (length > 0) {
    const v = queue[head]!;
    head = (head + 1) % count;
    length -= 1;
    waiting[v] = 0;
    const own = community[v]!;
    touched.length = 0;
    for (let at = start[v]!; at < start[v + 1]!; at += 1) {
      const of = community[to[at]!]!;
      if (near[of] === 0) touched.push(of);
      near[of]! += weight[at]!;
    }
    sizes[own]! -= size[v]!;
    const stay = near[own]! - resolution * size[v]! * sizes[own]!;
    let best = own;
    let gain = stay;
    if (gain < -1e-12 && members[own]! > 1) {
      best = empty.at(-1)!;
      gain = 0;
    }
    for (const of of touched) {
      const here = near[of]! - resolution * size[v]! * sizes[of]!;
      if (here > gain + 1e-12) {
        best = of;
        gain = here;
      }
    }
    for (const of of touched) near[of] = 0;
    sizes[best]! += size[v]!;
    if (best === own) continue;
    moved = true;
    if (members[best] === 0) empty.pop();
    members[best]! += 1;
    members[own]! -= 1;
    if (members[own] === 0) empty.push(own);
    community[v] = best;
    for (let at = start[v]!; at < start[v + 1]!; at += 1) {
      const other = to[at]!;
      if (waiting[other] === 1 || community[other] === best) continue;
      waiting[other] = 1;
      queue[(head + length) % count] = other;
      length += 1;
    }
  }
  return moved;
}

/** Splits communities into parts that are well connected within them. */
function refine(
  { start, to, weight, size }: Network,
  community: Int32Array,
  resolution: number,
  random: () => number,
): Int32Array {
  const count = size.length;
  const part = Int32Array.from({ length: count }, (_, v) => v);
  const sizes = Float64Array.from(size);
  const alone = new Uint8Array(count).fill(1);
  const whole = new Float64Array(count);
  /** Weight from each part to the rest of its community. */
  const outward = new Float64Array(count);
  for (let v = 0; v < count; v += 1) {
    whole[community[v]!]! += size[v]!;
    for (let at = start[v]!; at < start[v + 1]!; at += 1)
      if (community[to[at]!] === community[v]) outward[v]! += weight[at]!;
  }
  const near = new Float64Array(count);
  const touched: number[] = [];
  for (const v of shuffled(count, random)) {
    const rest = whole[community[v]!]!;
    if (alone[v] === 0 || outward[v]! < resolution * size[v]! * (rest - size[v]!)) continue;
    touched.length = 0;
    for (let at = start[v]!; at < start[v + 1]!; at += 1) {
      const other = to[at]!;
      if (community[other] !== community[v]) continue;
      const of = part[other]!;
      if (near[of] === 0) touched.push(of);
      near[of]! += weight[at]!;
    }
    let best = -1;
    let gain = 0;
    for (const of of touched) {
      if (outward[of]! < resolution * sizes[of]! * (rest - sizes[of]!)) continue;
      const here = near[of]! - resolution * size[v]! * sizes[of]!;
      if (here > gain + 1e-12 || (best < 0 && here >= gain)) {
        best = of;
        gain = here;
      }
    }
    if (best >= 0) {
      outward[best]! += outward[v]! - 2 * near[best]!;
      sizes[best]! += size[v]!;
      sizes[v]! -= size[v]!;
      part[v] = best;
      alone[v] = 0;
      alone[best] = 0;
    }
    for (const of of touched) near[of] = 0;
  }
  return part;
}

/** Numbers from 0 in the order in which they first occur. */
function renumber(labels: Int32Array): { part: Int32Array<ArrayBuffer>; parts: number } {
  const number = new Map<number, number>();
  const part = Int32Array.from(labels, (label) => {
    let known = number.get(label);
    if (known === undefined) {
      known = number.size;
      number.set(label, known);
    }
    return known;
  });
  return { part, parts: number.size };
}

/** Parts as vertices; edges between two of them as one, those inside dropped. */
function aggregate({ start, to, weight, size }: Network, part: Int32Array, parts: number): Network {
  const sizes = new Float64Array(parts);
  const first = new Int32Array(parts + 1);
  for (let v = 0; v < part.length; v += 1) {
    sizes[part[v]!]! += size[v]!;
    first[part[v]! + 1]! += 1;
  }
  for (let of = 0; of < parts; of += 1) first[of + 1]! += first[of]!;
  const members = new Int32Array(part.length);
  const next = first.slice(0, parts);
  for (let v = 0; v < part.length; v += 1) {
    members[next[part[v]!]!] = v;
    next[part[v]!]! += 1;
  }
  const near = new Float64Array(parts);
  const starts = new Int32Array(parts + 1);
  const ends: number[] = [];
  const weights: number[] = [];
  for (let of = 0; of < parts; of += 1) {
    const touched: number[] = [];
    for (let at = first[of]!; at < first[of + 1]!; at += 1) {
      const v = members[at]!;
      for (let edge = start[v]!; edge < start[v + 1]!; edge += 1) {
        const other = part[to[edge]!]!;
        if (other === of) continue;
        if (near[other] === 0) touched.push(other);
        near[other]! += weight[edge]!;
      }
    }
    for (const other of touched) {
      ends.push(other);
      weights.push(near[other]!);
      near[other] = 0;
    }
    starts[of + 1] = ends.length;
  }
  return { start: starts, to: Int32Array.from(ends), weight: Float64Array.from(weights), size: sizes };
}
