import { inSlices, type Ledger, type Steps } from '../define.ts';
import { strongComponentSteps } from './components.ts';
import type { TemporalGraph } from './temporal-graph.ts';

const TOOK = 1;
const PAID = 2;

/** A temporal graph whose vertices are holdings (an account in one asset), so that assets never mix. */
export interface HoldingGraph extends TemporalGraph {
  /** Ledger row of each edge. */
  readonly row: Int32Array;
  /** Accounts set aside for having too many movements of the asset, and for being services. */
  readonly hubs: number[];
  readonly services: number;
}

export interface HoldingGraphRules {
  /** Movements of the asset above which an account is a hub. */
  readonly hubTransfers: number;
  /** Movements known to be worth less in dollars are left out. */
  readonly minUsd: number;
  /** By asset number: movements without a price below this amount are left out. */
  readonly amountLines: Float64Array;
  /** Reasons by account to leave it out. */
  readonly leftOut: Uint8Array;
  /** Keep only what can lie on a cycle. */
  readonly cyclesOnly: boolean;
}

/**
 * Movements between accounts that both take in and pay out the asset, without hubs and services. `accounts` of the
 * graph are holding numbers.
 */
export function* holdingGraph(ledger: Ledger, rules: HoldingGraphRules): Steps<HoldingGraph> {
  const { amount, usd, micros, asset, size } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const { through, hubs, services } = yield* passing(ledger, rules);
  const counts = (row: number): boolean =>
    amount[row]! > 0 &&
    (Number.isNaN(usd[row]!) ? amount[row]! >= rules.amountLines[asset[row]!]! : usd[row]! >= rules.minUsd);

  // edges between such holdings, gathered by sender in time order
  const joins = (row: number): boolean => {
    const left = holdingOf.from[row]!;
    return left >= 0 && through[left] === 1 && through[holdingOf.to[row]!] === 1 && counts(row);
  };
  const start = new Int32Array(holdings.count + 1);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      if (joins(row)) start[holdingOf.from[row]! + 1]! += 1;
    }
  });
  for (let holding = 0; holding < holdings.count; holding += 1) start[holding + 1]! += start[holding]!;
  const joining = new Int32Array(start[holdings.count]!);
  const free = start.slice(0, holdings.count);
  yield* inSlices(size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      if (!joins(row)) continue;
      const left = holdingOf.from[row]!;
      joining[free[left]!] = row;
      free[left]! += 1;
    }
  });
  let kept = through;
  if (rules.cyclesOnly) {
    const target = new Int32Array(joining.length);
    for (const [place, row] of joining.entries()) target[place] = holdingOf.to[row]!;
    const components = yield* strongComponentSteps(start, target);
    kept = new Uint8Array(holdings.count);
    for (let holding = 0; holding < holdings.count; holding += 1)
      if (through[holding] === 1 && components.size[components.component[holding]!]! > 1) kept[holding] = 1;
  }
  yield;

  const vertexOf = new Int32Array(holdings.count).fill(-1);
  let vertices = 0;
  let edges = 0;
  for (let holding = 0; holding < holdings.count; holding += 1) {
    if (kept[holding] === 0) continue;
    vertexOf[holding] = vertices;
    vertices += 1;
    edges += start[holding + 1]! - start[holding]!;
  }
  yield;
  const accounts = new Int32Array(vertices);
  const outStart = new Int32Array(vertices + 1);
  const inStart = new Int32Array(vertices + 1);
  const row = new Int32Array(edges);
  let edge = 0;
  yield* inSlices(holdings.count, (low, high) => {
    for (let holding = low; holding < high; holding += 1) {
      if (kept[holding] === 0) continue;
      const vertex = vertexOf[holding]!;
      accounts[vertex] = holding;
      outStart[vertex] = edge;
      for (let place = start[holding]!; place < start[holding + 1]!; place += 1) {
        const next = vertexOf[holdingOf.to[joining[place]!]!]!;
        if (next < 0) continue;
        row[edge] = joining[place]!;
        edge += 1;
        inStart[next + 1]! += 1;
      }
    }
  });
  outStart[vertices] = edge;
  for (let vertex = 0; vertex < vertices; vertex += 1) inStart[vertex + 1]! += inStart[vertex]!;
  const from = new Int32Array(edge);
  const into = new Int32Array(edge);
  const times = new Float64Array(edge);
  const amounts = new Float64Array(edge);
  const byRow = new Float64Array(edge);
  yield* inSlices(edge, (low, high) => {
    for (let place = low; place < high; place += 1) {
      const of = row[place]!;
      from[place] = vertexOf[holdingOf.from[of]!]!;
      into[place] = vertexOf[holdingOf.to[of]!]!;
      times[place] = micros[of]!;
      amounts[place] = amount[of]!;
      byRow[place] = of * edge + place;
    }
  });
  yield;
  // edges into a vertex in time order: ledger rows are in time order, so walk them ascending
  byRow.sort();
  yield;
  const inEdge = new Int32Array(edge);
  const next = inStart.slice(0, vertices);
  for (const key of byRow) {
    const place = key % edge;
    inEdge[next[into[place]!]!] = place;
    next[into[place]!]! += 1;
  }
  return {
    accounts,
    from,
    to: into,
    micros: times,
    amount: amounts,
    outStart,
    inStart,
    inEdge,
    row: row.subarray(0, edge),
    hubs,
    services,
  };
}

interface Passing {
  /** By holding: 1 where the account both takes in and pays out the asset and is to be searched. */
  readonly through: Uint8Array;
  readonly hubs: number[];
  readonly services: number;
}

function* passing(ledger: Ledger, rules: HoldingGraphRules): Steps<Passing> {
  const { holdings, holdingOf } = ledger;
  const ways = new Uint8Array(holdings.count);
  yield* inSlices(ledger.columns.size, (low, high) => {
    for (let row = low; row < high; row += 1) {
      const left = holdingOf.from[row]!;
      if (left < 0) continue;
      ways[left]! |= PAID;
      ways[holdingOf.to[row]!]! |= TOOK;
    }
  });
  const hubs: number[] = [];
  let services = 0;
  const through = new Uint8Array(holdings.count);
  yield* inSlices(holdings.count, (low, high) => {
    for (let holding = low; holding < high; holding += 1) {
      if (ways[holding] !== (PAID | TOOK)) continue;
      const account = holdings.account[holding]!;
      if (rules.leftOut[account] !== 0) services += 1;
      else if (holdings.start[holding + 1]! - holdings.start[holding]! > rules.hubTransfers)
        hubs.push(account);
      else through[holding] = 1;
    }
  });
  return { through, hubs, services };
}
