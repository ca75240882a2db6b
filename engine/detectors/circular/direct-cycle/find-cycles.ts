import { firstAfter, type TemporalGraph } from '../../kernels/temporal-graph.ts';

export interface CycleRules {
  readonly minHops: number;
  readonly maxHops: number;
  /** Part of a transfer's amount the next one must carry; it may exceed it by as much. */
  readonly kept: number;
  readonly windowMicros: number;
  /** Transfers looked at on behalf of one account, and of all. */
  readonly accountBudget: number;
  readonly totalBudget: number;
}

export interface SearchedAccounts {
  readonly work: number;
  /** Accounts for which not every path was followed. */
  readonly unfinished: readonly number[];
}

/**
 * Every cycle along which time runs strictly forward and the amount stays within the rules, no account twice:
 * `found` gets the transfers in their order. The first transfer is the earliest, so a cycle has one form.
 */
export function findCycles(
  graph: TemporalGraph,
  rules: CycleRules,
  found: (edges: number[]) => void,
): SearchedAccounts {
  const search = new CycleSearch(graph, rules, found);
  for (let origin = 0; origin < graph.accounts.length; origin += 1) search.from(origin);
  return search;
}

/** The same search, an account at a time. */
export class CycleSearch implements SearchedAccounts {
  work = 0;
  readonly unfinished: number[] = [];
  readonly #graph: TemporalGraph;
  readonly #rules: CycleRules;
  readonly #found: (edges: number[]) => void;
  readonly #onPath: Uint8Array;
  readonly #path: number[] = [];
  readonly #reach: number;
  #origin = 0;
  #deadline = 0;
  #allowance = 0;

  constructor(graph: TemporalGraph, rules: CycleRules, found: (edges: number[]) => void) {
    this.#graph = graph;
    this.#rules = rules;
    this.#found = found;
    this.#onPath = new Uint8Array(graph.accounts.length);
    this.#reach = rules.kept ** (rules.maxHops - 1);
  }

  /** Cycles whose earliest transfer leaves `origin`. */
  from(origin: number): void {
    const { to, micros, outStart } = this.#graph;
    this.#origin = origin;
    this.#allowance = Math.min(this.work + this.#rules.accountBudget, this.#rules.totalBudget);
    this.#onPath[origin] = 1;
    for (let first = outStart[origin]!; first < outStart[origin + 1]!; first += 1) {
      this.#deadline = micros[first]! + this.#rules.windowMicros;
      const next = to[first]!;
      if (next === origin) continue;
      const back = this.#returns(first);
      if (back === false) continue;
      this.#onPath[next] = 1;
      this.#path.push(first);
      const finished = back === true && this.#follow();
      this.#path.pop();
      this.#onPath[next] = 0;
      if (!finished) {
        this.unfinished.push(origin);
        this.work = Math.min(this.work, this.#allowance);
        break;
      }
    }
    this.#onPath[origin] = 0;
  }

  /** Follows the last edge of the path; false when the work allowed is used up. */
  #follow(): boolean {
    const { to, micros, amount, outStart } = this.#graph;
    const last = this.#path[this.#path.length - 1]!;
    const account = to[last]!;
    const lowest = amount[last]! * this.#rules.kept;
    const highest = amount[last]! / this.#rules.kept;
    const end = outStart[account + 1]!;
    for (
      let edge = firstAfter((place) => micros[place]!, outStart[account]!, end, micros[last]!);
      edge < end;
      edge += 1
    ) {
      if (micros[edge]! > this.#deadline) break;
      this.work += 1;
      if (this.work > this.#allowance) return false;
      if (amount[edge]! < lowest || amount[edge]! > highest) continue;
      const next = to[edge]!;
      if (next === this.#origin) {
        if (this.#path.length + 1 >= this.#rules.minHops) this.#found([...this.#path, edge]);
      } else if (this.#path.length + 1 < this.#rules.maxHops && this.#onPath[next] === 0) {
        this.#onPath[next] = 1;
        this.#path.push(edge);
        const finished = this.#follow();
        this.#path.pop();
        this.#onPath[next] = 0;
        if (!finished) return false;
      }
    }
    return true;
  }

  /** Whether anything of about this amount comes back to the origin in time at all; null when the work allowed is used up. */
  #returns(first: number): boolean | null {
    const { micros, amount, inStart, inEdge } = this.#graph;
    const end = inStart[this.#origin + 1]!;
    for (
      let place = firstAfter((at) => micros[inEdge[at]!]!, inStart[this.#origin]!, end, micros[first]!);
      place < end;
      place += 1
    ) {
      const edge = inEdge[place]!;
      if (micros[edge]! > this.#deadline) return false;
      this.work += 1;
      if (this.work > this.#allowance) return null;
      if (amount[edge]! >= amount[first]! * this.#reach && amount[edge]! <= amount[first]! / this.#reach)
        return true;
    }
    return false;
  }
}
