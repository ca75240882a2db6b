import { setImmediate as turn } from 'node:timers/promises';
import type { Progress } from '#contract/common.ts';
import { EngineError } from '#contract/errors.ts';
import type { Trace, TraceEndReason, TraceRequest } from '#contract/trace.ts';
import { instant } from '../../detectors/ledger/instant.ts';
import type { Session } from '../../warehouse/session.ts';
import { nodeId, tagsOf } from '../nodes.ts';
import { WHOLE } from './follow.ts';
import { FEES } from './movements.ts';
import { microsOf, type ResolvedSeed, resolveSeed } from './resolve-seed.ts';
import { type Found, type Searched, search } from './search.ts';
import { emptyMemory, SqlSource, type TraceMemory } from './sql-source.ts';
import { notesOf, resultOf, seedSentence } from './trace-result.ts';
import { unitText } from './units.ts';

/** Rows read for each method. */
const MAX_ROWS = 400_000;

/** A finished search with what is needed to name its parts. */
export interface Traced {
  readonly request: TraceRequest;
  readonly searched: Searched;
  readonly source: SqlSource;
  readonly start: ResolvedSeed;
  /** Where what is left in the end was counted. */
  readonly left: Extract<TraceEndReason, 'held' | 'opening'>;
  readonly nodeOf: (account: number) => string;
  readonly trace: Trace;
}

/**
 * Follows money from or to a transfer or a balance. Amounts are whole base units throughout; what goes in comes out,
 * is held, or is reported as not followed, to the last unit. The methods: Clayton's rule (FIFO; Devaynes v Noble,
 * 1816; Anderson and others, 2018) and its opposite, haircut and poison (Möser, Böhme, Breuker, 2014).
 * @throws EngineError `not-found` or `invalid` where there is nothing to trace (see `resolveSeed`).
 */
export async function traceMoney(
  session: Session,
  request: TraceRequest,
  signal: AbortSignal,
  report: (progress: Progress) => void,
  memory: TraceMemory = emptyMemory(),
): Promise<Traced> {
  const began = performance.now();
  const source = new SqlSource(session, memory);
  const start = await resolveSeed(session, source, request);
  const forward = request.direction === 'forward';
  const { rules } = request;
  const count = await session.first<{ assets: number }>('SELECT count(*) AS assets FROM mart_asset');
  const until = await microsOf(session, rules.until);
  const stopAt = new Set(rules.stopAt);
  const searched = await search(
    source,
    start.seed,
    start.first,
    count!.assets,
    {
      methods: [...new Set(request.methods)],
      forward,
      maxHops: rules.maxHops,
      minShare: BigInt(Math.round(rules.minShare * 1e9)) * (WHOLE / 1_000_000_000n),
      until,
      maxAccounts: rules.maxAccounts,
      maxRows: MAX_ROWS,
      busyTransfers: rules.busyTransfers,
      stopsAt: ({ kind }) => stopAt.has(kind),
      followSwaps: rules.followSwaps,
    },
    {
      between: async () => {
        if (signal.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
        await turn();
      },
      report: (balances, rows) =>
        report({
          stage: 'trace',
          message: `${balances.toLocaleString('en')} balances looked at`,
          done: rows,
          total: null,
          unit: 'rows',
        }),
    },
  );
  if (searched.found.every(({ pass }) => pass.begun === 0n))
    throw new EngineError(
      'invalid',
      request.seed.kind === 'row'
        ? 'The time limit leaves this transfer out. Choose another limit.'
        : 'By the imported rows this address held nothing of the asset at that instant. Choose another instant or asset.',
    );
  const left = forward || until !== null ? 'held' : 'opening';
  const names = await namesOf(session, source, start, searched.found);
  const nodeOf = (account: number): string => names.get(account)!.id;
  const parts = { request, searched, source, start, left, nodeOf } as const;
  const facts = source.known(start.asset);
  const [first] = start.first;
  const trace: Trace = {
    direction: request.direction,
    seed: {
      chain: facts.chain,
      node: nodeOf(start.account),
      asset: facts.name,
      symbol: facts.symbol,
      amount: unitText(searched.found[0]!.pass.begun, facts.scale!),
      at: first ? instant(first.micros) : request.seed.kind === 'balance' ? request.seed.at : null,
      sentence: seedSentence(parts),
    },
    nodes: [...names.entries()]
      .filter(([account]) => account !== FEES)
      .map(([account, { id, chain, address, tags }]) => ({
        id,
        chain,
        address,
        tags,
        service: searched.services.get(account) ?? null,
      })),
    results: searched.found.map((found) => resultOf(parts, found)),
    notes: notesOf(parts),
    seconds: (performance.now() - began) / 1000,
  };
  return { ...parts, trace };
}

/** Chains, addresses and tags of everybody a trace met, in the order of their numbers. */
async function namesOf(session: Session, source: SqlSource, start: ResolvedSeed, found: readonly Found[]) {
  const accounts = new Set([start.account]);
  for (const { pass, keys } of found) {
    for (const { payer, receiver } of pass.flows) accounts.add(payer).add(receiver);
    for (const key of pass.held.keys()) accounts.add(keys.account(key));
  }
  const real = [...accounts].filter((account) => account !== FEES).sort((a, b) => a - b);
  const rows = await session.rows<{ id: number; chain: string; address: string }>(
    `SELECT address_id AS id, chain, address FROM mart_address WHERE address_id IN (${real.join(', ')}) ORDER BY address_id`,
  );
  const tags = await tagsOf(session, real);
  const names = new Map(
    rows.map(({ id, chain, address }) => [
      id,
      { id: nodeId(chain, address), chain, address, tags: tags.get(id) ?? [] },
    ]),
  );
  const { chain } = source.known(start.asset);
  if (accounts.has(FEES)) names.set(FEES, { id: nodeId(chain, 'fees'), chain, address: 'fees', tags: [] });
  return names;
}
