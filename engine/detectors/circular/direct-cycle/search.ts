import type { SearchInput } from '../../define.ts';
import { type CycleRules, findCycles } from './find-cycles.ts';
import { type Cycle, Rounds } from './rounds.ts';
import { type Edge, temporalGraph } from './temporal-graph.ts';

interface Transfer extends Edge {
  readonly usd: number | null;
  readonly rowId: number;
}

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

/** Reads names and edges as the query gives them and searches one asset after the other. */
export async function* search(
  input: SearchInput,
  rules: CycleRules,
  maxEvidence: number,
): AsyncGenerator<FoundCycle> {
  const addresses = new Map<number, string>();
  const assets = new Map<number, { chain: string; symbol: string }>();
  let present: number | null = null;
  let transfers: Transfer[] = [];
  let left = rules.totalBudget;
  let unfinished = 0;

  const searchAsset = function* (): Generator<FoundCycle> {
    const graph = temporalGraph(transfers);
    const rounds = new Rounds(graph);
    const searched = findCycles(graph, { ...rules, totalBudget: left }, (edges) => rounds.add(edges));
    left -= searched.work;
    unfinished += searched.unfinished;
    const asset = assets.get(present ?? -1) ?? { chain: '', symbol: '' };
    for (const cycle of rounds.cycles())
      yield describe(
        cycle,
        transfers,
        asset,
        (vertex) => addresses.get(graph.accounts[vertex]!) ?? '',
        maxEvidence,
      );
  };

  for await (const [part, a, b, asset, micros, amount, usd, rowId, chain, name] of input.chunks) {
    for (let index = 0; index < (part?.length ?? 0); index += 1) {
      switch (part![index]) {
        case 0:
          setAside(input, a![index] as number, b![index] as number);
          break;
        case 1:
          addresses.set(a![index] as number, name![index] as string);
          break;
        case 2:
          assets.set(asset![index] as number, {
            chain: chain![index] as string,
            symbol: name![index] as string,
          });
          break;
        default:
          if (asset![index] !== present) {
            yield* searchAsset();
            present = asset![index] as number;
            transfers = [];
          }
          transfers.push({
            from: a![index] as number,
            to: b![index] as number,
            micros: micros![index] as number,
            amount: amount![index] as number,
            usd: usd![index] as number | null,
            rowId: rowId![index] as number,
          });
      }
    }
    input.signal.throwIfAborted();
  }
  yield* searchAsset();
  if (unfinished > 0)
    input.incomplete(
      `Not searched completely: for ${unfinished} ${unfinished === 1 ? 'account' : 'accounts'} the work allowed was used up.`,
    );
}

function setAside(input: SearchInput, hubs: number, services: number): void {
  if (hubs > 0)
    input.incomplete(
      `Not searched: ${hubs} ${hubs === 1 ? 'account' : 'accounts'} with more transfers of an asset than the parameter hub_transfers.`,
    );
  if (services > 0)
    input.incomplete(
      `Left out: ${services} ${services === 1 ? 'account' : 'accounts'} of labelled services and pools.`,
    );
}

function describe(
  cycle: Cycle,
  transfers: readonly Transfer[],
  asset: { chain: string; symbol: string },
  addressOf: (vertex: number) => string,
  maxEvidence: number,
): FoundCycle {
  const cited = cycle.rounds.flat();
  const first = transfers[cycle.rounds[0]![0]!]!;
  const firstEnd = transfers[cycle.rounds[0]!.at(-1)!]!;
  const lastEnd = transfers[cited.at(-1)!]!;
  const values = cycle.rounds.map((round) => transfers[round[0]!]!.usd);
  return {
    ...asset,
    accounts: cycle.path.map(addressOf),
    start: instant(first.micros),
    end: instant(lastEnd.micros),
    seconds: (firstEnd.micros - first.micros) / 1e6,
    first_amount: first.amount,
    last_amount: firstEnd.amount,
    rounds: cycle.rounds.length,
    transfers: cited.length,
    usd: values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
    rows: cited.slice(0, maxEvidence).map((edge) => transfers[edge]!.rowId),
  };
}

/** Microseconds since 1970 as the `iso` macro writes them. */
function instant(micros: number): string {
  const seconds = Math.floor(micros / 1e6);
  const fraction = String(micros - seconds * 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return fraction === '' ? `${text}Z` : `${text}.${fraction}Z`;
}
