import type { Ledger } from '../define.ts';
import { strongComponents } from './components.ts';
import type { TemporalGraph } from './temporal-graph.ts';

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
export function holdingGraph(ledger: Ledger, rules: HoldingGraphRules): HoldingGraph {
  const { amount, usd, to, micros, asset } = ledger.columns;
  const { holdings, holdingOf } = ledger;
  const hubs: number[] = [];
  let services = 0;
  const vertexOf = new Int32Array(holdings.count).fill(-1);
  const through = new Uint8Array(holdings.count);
  for (let holding = 0; holding < holdings.count; holding += 1) {
    const begin = holdings.start[holding]!;
    const end = holdings.start[holding + 1]!;
    if (end - begin < 2) continue;
    const account = holdings.account[holding]!;
    let took = false;
    let paid = false;
    for (let place = begin; place < end && !(took && paid); place += 1)
      if (to[holdings.rows[place]!] === account) took = true;
      else paid = true;
    if (!took || !paid) continue;
    if (rules.leftOut[account] !== 0) services += 1;
    else if (end - begin > rules.hubTransfers) hubs.push(account);
    else through[holding] = 1;
  }
  const counts = (row: number): boolean =>
    amount[row]! > 0 &&
    (Number.isNaN(usd[row]!) ? amount[row]! >= rules.amountLines[asset[row]!]! : usd[row]! >= rules.minUsd);

  let kept = through;
  if (rules.cyclesOnly) {
    const start = new Int32Array(holdings.count + 1);
    const target: number[] = [];
    for (let holding = 0; holding < holdings.count; holding += 1) {
      start[holding] = target.length;
      if (through[holding] === 0) continue;
      const account = holdings.account[holding]!;
      for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
        const row = holdings.rows[place]!;
        if (to[row] === account || !counts(row)) continue;
        const next = holdingOf.to[row]!;
        if (next >= 0 && through[next] === 1) target.push(next);
      }
    }
    start[holdings.count] = target.length;
    const { component, size } = strongComponents(start, Int32Array.from(target));
    kept = new Uint8Array(holdings.count);
    for (let holding = 0; holding < holdings.count; holding += 1)
      if (through[holding] === 1 && size[component[holding]!]! > 1) kept[holding] = 1;
  }

  const vertices: number[] = [];
  for (let holding = 0; holding < holdings.count; holding += 1)
    if (kept[holding] === 1) {
      vertexOf[holding] = vertices.length;
      vertices.push(holding);
    }
  const rows: number[] = [];
  const outStart = new Int32Array(vertices.length + 1);
  const inStart = new Int32Array(vertices.length + 1);
  for (const [vertex, holding] of vertices.entries()) {
    const account = holdings.account[holding]!;
    outStart[vertex] = rows.length;
    for (let place = holdings.start[holding]!; place < holdings.start[holding + 1]!; place += 1) {
      const row = holdings.rows[place]!;
      if (to[row] === account || !counts(row)) continue;
      const next = vertexOf[holdingOf.to[row]!]!;
      if (next === undefined || next < 0) continue;
      rows.push(row);
      inStart[next + 1]! += 1;
    }
  }
  outStart[vertices.length] = rows.length;
  for (let vertex = 0; vertex < vertices.length; vertex += 1) inStart[vertex + 1]! += inStart[vertex]!;
  const row = Int32Array.from(rows);
  const from = new Int32Array(row.length);
  const into = new Int32Array(row.length);
  const times = new Float64Array(row.length);
  const amounts = new Float64Array(row.length);
  for (let edge = 0; edge < row.length; edge += 1) {
    from[edge] = vertexOf[holdingOf.from[row[edge]!]!]!;
    into[edge] = vertexOf[holdingOf.to[row[edge]!]!]!;
    times[edge] = micros[row[edge]!]!;
    amounts[edge] = amount[row[edge]!]!;
  }
  // edges into a vertex in time order: ledger rows are in time order, so walk them ascending
  const byRow = Int32Array.from(row.keys()).sort((a, b) => row[a]! - row[b]!);
  const inEdge = new Int32Array(row.length);
  const next = inStart.slice(0, vertices.length);
  for (const edge of byRow) {
    inEdge[next[into[edge]!]!] = edge;
    next[into[edge]!]! += 1;
  }
  return {
    accounts: Int32Array.from(vertices),
    from,
    to: into,
    micros: times,
    amount: amounts,
    outStart,
    inStart,
    inEdge,
    row,
    hubs,
    services,
  };
}
