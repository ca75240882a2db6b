import { instant, politely, type Walk } from '../../define.ts';
import { amountLines } from '../../kernels/amount-lines.ts';
import { type HoldingGraph, holdingGraph } from '../../kernels/holding-graph.ts';
import { type CycleRules, CycleSearch } from './find-cycles.ts';
import { type Cycle, Rounds } from './rounds.ts';

export interface FoundCycle {
  chain: string;
  symbol: string;
  accounts: string[];
  start: string;
  end: string;
  seconds: number;
  first_amount: number;
  last_amount: number;
  rounds: number;
  transfers: number;
  usd: number | null;
  rows: number[];
}

export interface SearchRules extends CycleRules {
  readonly minUsd: number;
  readonly unpricedQuantile: number;
  readonly hubTransfers: number;
  /** Reasons by account to leave it out. */
  readonly leftOut: Uint8Array;
  readonly maxEvidence: number;
}

/** Searches every asset at once: vertices are an account's holdings, so that a cycle stays within its asset. */
export async function* search(walk: Walk, rules: SearchRules): AsyncGenerator<FoundCycle> {
  const { ledger } = walk;
  const { holdings } = ledger;
  const building = holdingGraph(ledger, {
    hubTransfers: rules.hubTransfers,
    minUsd: rules.minUsd,
    amountLines: amountLines(ledger, rules.unpricedQuantile),
    leftOut: rules.leftOut,
    cyclesOnly: true,
  });
  const graph = await politely(building, walk.pause);
  const rounds = new Rounds(graph);
  const cycles = new CycleSearch(graph, rules, (edges) => rounds.add(edges));
  for (let origin = 0; origin < graph.accounts.length; origin += 1) {
    if (walk.due()) await walk.pause();
    cycles.from(origin);
  }
  say(walk, graph, cycles.unfinished);

  const found = rounds.cycles();
  const accountOf = (vertex: number) => holdings.account[graph.accounts[vertex]!]!;
  const name = await walk.names(found.flatMap(({ path }) => path.map(accountOf)));
  for (const cycle of found) yield describe(cycle);

  function describe(cycle: Cycle): FoundCycle {
    const { rowId, usd, asset } = ledger.columns;
    const cited = cycle.rounds.flat();
    const first = cycle.rounds[0]![0]!;
    const firstEnd = cycle.rounds[0]!.at(-1)!;
    const dollars = cycle.rounds.reduce((sum, round) => sum + usd[graph.row[round[0]!]!]!, 0);
    return {
      chain: name(accountOf(cycle.path[0]!)).chain,
      symbol: ledger.symbol(asset[graph.row[first]!]!),
      accounts: cycle.path.map((vertex) => name(accountOf(vertex)).address),
      start: instant(graph.micros[first]!),
      end: instant(graph.micros[cited.at(-1)!]!),
      seconds: (graph.micros[firstEnd]! - graph.micros[first]!) / 1e6,
      first_amount: graph.amount[first]!,
      last_amount: graph.amount[firstEnd]!,
      rounds: cycle.rounds.length,
      transfers: cited.length,
      usd: Number.isNaN(dollars) ? null : dollars,
      rows: cited.slice(0, rules.maxEvidence).map((edge) => rowId[graph.row[edge]!]!),
    };
  }
}

function say(walk: Walk, graph: HoldingGraph, unfinished: readonly number[]): void {
  const { account } = walk.ledger.holdings;
  if (graph.hubs.length > 0)
    walk.incomplete(
      `Not searched: ${graph.hubs.length} ${graph.hubs.length === 1 ? 'account' : 'accounts'} with more transfers of an asset than the parameter hub_transfers.`,
      graph.hubs,
    );
  if (graph.services > 0)
    walk.incomplete(
      `Left out: ${graph.services} ${graph.services === 1 ? 'account' : 'accounts'} of services and pools.`,
    );
  if (unfinished.length > 0)
    walk.incomplete(
      `Not searched completely: for ${unfinished.length} ${unfinished.length === 1 ? 'account' : 'accounts'} the work allowed was used up.`,
      unfinished.map((vertex) => account[graph.accounts[vertex]!]!),
    );
}
