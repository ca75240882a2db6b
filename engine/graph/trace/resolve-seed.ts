import { EngineError } from '#contract/errors.ts';
import type { TraceRequest, TraceSeed } from '#contract/trace.ts';
import type { Session } from '../../warehouse/session.ts';
import { addressId } from '../nodes.ts';
import type { Seed } from './follow.ts';
import { type Movement, movementKey } from './movements.ts';
import type { SqlSource } from './sql-source.ts';

/** An address with more transfers has no balance of its own worth tracing. */
const MOST_TRANSFERS = 200_000;

export interface ResolvedSeed {
  readonly seed: Seed;
  /** The transfer itself, where the trace begins with one. */
  readonly first: readonly Movement[];
  readonly asset: number;
  /** Where tracing begins. */
  readonly account: number;
}

/** Microseconds since 1970 of an instant of the contract; null stays null. */
export async function microsOf(session: Session, at: string | null): Promise<number | null> {
  if (at === null) return null;
  const row = await session.first<{ micros: number }>('SELECT epoch_us(iso_time($at))::DOUBLE AS micros', {
    at,
  });
  return row!.micros;
}

/**
 * Finds what a trace begins with among the stored rows.
 * @throws EngineError `not-found` for a line, address or asset that no row names; `invalid` for a row that moves
 * nothing, has no time, or whose amount is unknown.
 */
export async function resolveSeed(
  session: Session,
  source: SqlSource,
  { seed, direction }: Pick<TraceRequest, 'seed' | 'direction'>,
): Promise<ResolvedSeed> {
  return seed.kind === 'row' ? rowSeed(session, source, seed, direction) : balanceSeed(session, source, seed);
}

async function rowSeed(
  session: Session,
  source: SqlSource,
  { file, line }: Extract<TraceSeed, { kind: 'row' }>,
  direction: TraceRequest['direction'],
): Promise<ResolvedSeed> {
  const stored = await session.first<{
    row_id: number;
    amount_text: string | null;
    time: string | null;
    known: boolean;
  }>(
    `WITH place AS (
       SELECT d.first_rowid + l.record + $line - l.line AS row_id
       FROM dataset d JOIN dataset_line l USING (dataset_id)
       WHERE d.sha256 = $file AND d.target = 'transfer' AND l.line <= $line
         AND l.record + $line - l.line < coalesce((SELECT min(n.record) FROM dataset_line n WHERE n.dataset_id = l.dataset_id AND n.record > l.record), d.loaded)
       ORDER BY l.record LIMIT 1
     ), event AS (
       SELECT row_id FROM place
       UNION SELECT r.of_row_id FROM duplicate_row r JOIN place USING (row_id) WHERE r.target = 'transfer'
       UNION SELECT s.row_id FROM duplicate_row s JOIN duplicate_row r ON r.of_row_id = s.of_row_id AND r.target = s.target JOIN place p ON p.row_id = r.row_id WHERE s.target = 'transfer'
       UNION SELECT s.row_id FROM duplicate_row s JOIN place p ON s.of_row_id = p.row_id WHERE s.target = 'transfer'
     )
     SELECT m.row_id, m.amount_text, iso(m.time) AS time, m.asset_id IS NOT NULL AS known FROM mart_transfer m JOIN event USING (row_id) ORDER BY m.row_id LIMIT 1`,
    { file, line },
  );
  if (!stored) throw new EngineError('not-found', `Line ${line} of that file holds no accepted transfer.`);
  if (stored.time === null)
    throw new EngineError(
      'invalid',
      'This transfer has no known time, so nothing can be said to come before or after it.',
    );
  if (stored.amount_text === null || !stored.known)
    throw new EngineError(
      'invalid',
      'The amount of this transfer is unknown: no file states the decimals of its asset.',
    );
  const [movement] = await source.byRow([stored.row_id]);
  if (!movement || movement.amount <= 0n)
    throw new EngineError(
      'invalid',
      'This transfer moved nothing from one address to another: it failed, is empty, or names one address only.',
    );
  return {
    seed: { kind: 'movement', key: movementKey(movement), amount: movement.amount, asset: movement.asset },
    first: [movement],
    asset: movement.asset,
    account: direction === 'forward' ? movement.to : movement.from,
  };
}

async function balanceSeed(
  session: Session,
  source: SqlSource,
  { chain, address, asset, at }: Extract<TraceSeed, { kind: 'balance' }>,
): Promise<ResolvedSeed> {
  const account = await addressId(session, chain, address);
  if (account === null) throw new EngineError('not-found', `No imported row names ${address} on ${chain}.`);
  const transfers = (await source.transfersOf([account])).get(account) ?? 0;
  if (transfers > MOST_TRANSFERS)
    throw new EngineError(
      'invalid',
      `${address} takes part in ${transfers.toLocaleString('en')} transfers: its balance is that of many. Trace one of its transfers instead.`,
    );
  const row = await session.first<{ asset_id: number }>(
    'SELECT asset_id FROM mart_asset WHERE chain = $chain AND asset = $asset',
    { chain, asset },
  );
  if (!row) throw new EngineError('not-found', `No imported row moves ${asset} on ${chain}.`);
  const facts = await source.facts(row.asset_id);
  if (facts.scale === null)
    throw new EngineError('invalid', `No amount of ${facts.symbol} is known: no file states its decimals.`);
  return {
    seed: {
      kind: 'balance',
      account,
      asset: row.asset_id,
      at: (await microsOf(session, at)) ?? Number.POSITIVE_INFINITY,
    },
    first: [],
    asset: row.asset_id,
    account,
  };
}
