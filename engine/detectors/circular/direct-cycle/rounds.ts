import type { TemporalGraph } from '../../kernels/temporal-graph.ts';

/** The same accounts in the same order, however often the value went around. */
export interface Cycle {
  /** Accounts of the graph in the order of the first round, beginning where it began. */
  readonly path: number[];
  /** Rounds that do not overlap in time, earliest first; the transfers of each in their order. */
  readonly rounds: number[][];
}

/** The canonical form: the accounts rotated until the smallest stands first. */
export function canonical(path: readonly number[]): string {
  const least = path.indexOf(Math.min(...path));
  return [...path.slice(least), ...path.slice(0, least)].join('>');
}

/** Gathers found cycles by their accounts. */
export class Rounds {
  readonly #graph: TemporalGraph;
  readonly #found = new Map<string, number[][]>();

  constructor(graph: TemporalGraph) {
    this.#graph = graph;
  }

  add(edges: number[]): void {
    const key = canonical(edges.map((edge) => this.#graph.from[edge]!));
    const all = this.#found.get(key);
    if (all) all.push(edges);
    else this.#found.set(key, [edges]);
  }

  /** One cycle per canonical form, in the order of those. */
  cycles(): Cycle[] {
    const { micros, from } = this.#graph;
    return [...this.#found.keys()].sort().map((key) => {
      const all = [...this.#found.get(key)!].sort((x, y) => this.#compare(x, y));
      const rounds: number[][] = [];
      let free = Number.NEGATIVE_INFINITY;
      for (const round of all) {
        if (micros[round[0]!]! <= free) continue;
        rounds.push(round);
        free = micros[round.at(-1)!]!;
      }
      return { path: rounds[0]!.map((edge) => from[edge]!), rounds };
    });
  }

  /** Earliest end first, then latest start, then more kept, then the transfers' own order. */
  #compare(x: readonly number[], y: readonly number[]): number {
    const { micros, amount } = this.#graph;
    const kept = (edges: readonly number[]) => amount[edges.at(-1)!]! / amount[edges[0]!]!;
    return (
      micros[x.at(-1)!]! - micros[y.at(-1)!]! ||
      micros[y[0]!]! - micros[x[0]!]! ||
      kept(y) - kept(x) ||
      x.length - y.length ||
      (x.join() < y.join() ? -1 : 1)
    );
  }
}
