import { firstAfter, type TemporalGraph } from './temporal-graph.ts';

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
  readonly unfinished: number;
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
  const { to, micros, amount, outStart, inStart, inEdge } = graph;
  const onPath = new Uint8Array(graph.accounts.length);
  const path: number[] = [];
  const timeOfEdge = (edge: number) => micros[edge]!;
  const timeOfPlace = (place: number) => micros[inEdge[place]!]!;
  let origin = 0;
  let deadline = 0;
  let work = 0;
  let allowance = 0;

  /** Follows the last edge of the path; false when the work allowed is used up. */
  const follow = (): boolean => {
    const last = path[path.length - 1]!;
    const account = to[last]!;
    const lowest = amount[last]! * rules.kept;
    const highest = amount[last]! / rules.kept;
    const end = outStart[account + 1]!;
    for (let edge = firstAfter(timeOfEdge, outStart[account]!, end, micros[last]!); edge < end; edge += 1) {
      if (micros[edge]! > deadline) break;
      work += 1;
      if (work > allowance) return false;
      if (amount[edge]! < lowest || amount[edge]! > highest) continue;
      const next = to[edge]!;
      if (next === origin) {
        if (path.length + 1 >= rules.minHops) found([...path, edge]);
      } else if (path.length + 1 < rules.maxHops && onPath[next] === 0) {
        onPath[next] = 1;
        path.push(edge);
        const finished = follow();
        path.pop();
        onPath[next] = 0;
        if (!finished) return false;
      }
    }
    return true;
  };

  let unfinished = 0;
  const reach = rules.kept ** (rules.maxHops - 1);
  for (origin = 0; origin < graph.accounts.length; origin += 1) {
    allowance = Math.min(work + rules.accountBudget, rules.totalBudget);
    onPath[origin] = 1;
    for (let first = outStart[origin]!; first < outStart[origin + 1]!; first += 1) {
      deadline = micros[first]! + rules.windowMicros;
      if (!returns(first)) continue;
      const next = to[first]!;
      if (next === origin) continue;
      onPath[next] = 1;
      path.push(first);
      const finished = follow();
      path.pop();
      onPath[next] = 0;
      if (!finished) {
        unfinished += 1;
        work = Math.min(work, allowance);
        break;
      }
    }
    onPath[origin] = 0;
  }
  return { work, unfinished };

  /** Whether anything of about this amount comes back to the origin in time at all. */
  function returns(first: number): boolean {
    const end = inStart[origin + 1]!;
    for (
      let place = firstAfter(timeOfPlace, inStart[origin]!, end, micros[first]!);
      place < end;
      place += 1
    ) {
      const edge = inEdge[place]!;
      if (micros[edge]! > deadline) return false;
      work += 1;
      if (amount[edge]! >= amount[first]! * reach && amount[edge]! <= amount[first]! / reach) return true;
    }
    return false;
  }
}
