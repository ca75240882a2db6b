import type { Session } from '../../warehouse/session.ts';
import {
  FEES,
  type Holding,
  type Movement,
  movementKey,
  type Service,
  type Swap,
  type TraceSource,
} from './movements.ts';
import { behavingServices, labelledServices } from './services.ts';
import { decimalUnits } from './units.ts';

/** What the rows of an asset say of its amounts. */
export interface AssetFacts {
  readonly asset: number;
  readonly chain: string;
  readonly name: string;
  readonly symbol: string;
  /** Decimals of a base unit: stated, or the most that a row shows; null where no amount is known. */
  readonly scale: number | null;
  readonly native: boolean;
}

/** What stays true while the rows of a case do not change: worked out once for all traces. */
export interface TraceMemory {
  readonly facts: Map<number, AssetFacts>;
  /** By account; null for those that do not behave like a service. */
  readonly behaving: Map<number, Service | null>;
}

export const emptyMemory = (): TraceMemory => ({ facts: new Map(), behaving: new Map() });

interface Row {
  row_id: number;
  from_id: number;
  to_id: number | null;
  asset_id: number;
  amount_text: string | null;
  fee: number | null;
  micros: number;
  tx_index: number | null;
  tx_key: bigint | number;
  log_index: number | null;
  tie_key: bigint | number;
}

const ORDER = `epoch_us(t.time)::DOUBLE AS micros, t.tx_index, t.tx_key, t.log_index, t.tie_key`;
/** What the ledger of the detectors calls a movement. */
const MOVES =
  't.success IS DISTINCT FROM false AND t.from_id IS NOT NULL AND t.to_id IS NOT NULL AND t.from_id <> t.to_id AND t.amount IS DISTINCT FROM 0';

/** Up to so many balances, finding their rows by three narrow columns first is faster than reading all columns in one go. */
const FEW = 8;

/**
 * Reads movements from `mart_transfer`, set by set: one scan for all balances asked for together. Amounts come from
 * their exact texts. Fees count for native assets, once a transaction, also where it failed.
 */
export class SqlSource implements TraceSource {
  readonly #session: Session;
  readonly #memory: TraceMemory;
  /** Movements of balances that were read whose amount, or time, is unknown: they carry nothing. */
  readonly unknownAmounts = new Set<number>();
  readonly unknownTimes = new Set<number>();

  constructor(session: Session, memory: TraceMemory) {
    this.#session = session;
    this.#memory = memory;
  }

  /** @throws Error for a number that is no asset's. */
  async facts(asset: number): Promise<AssetFacts> {
    const known = this.#memory.facts.get(asset);
    if (known) return known;
    const row = await this.#session.first<{
      chain: string;
      asset: string;
      symbol: string | null;
      decimals: number | null;
      native: boolean;
      shown: number | null;
    }>(
      `SELECT a.chain, a.asset, a.symbol, a.asset IS NOT DISTINCT FROM native_asset(a.chain) AS native,
         greatest(a.decimals, CASE WHEN a.asset = native_asset(a.chain) THEN native_scale(a.chain) END) AS decimals,
         (SELECT max(CASE WHEN contains(t.amount_text, '.') THEN length(t.amount_text) - instr(t.amount_text, '.') ELSE 0 END)
          FROM mart_transfer t WHERE t.asset_id = ${asset}) AS shown
       FROM mart_asset a WHERE a.asset_id = ${asset}`,
    );
    if (!row) throw new Error(`asset ${asset} does not exist`);
    const facts: AssetFacts = {
      asset,
      chain: row.chain,
      name: row.asset,
      symbol: row.symbol ?? row.asset,
      scale: row.shown === null ? null : Math.max(row.shown, row.decimals ?? 0),
      native: row.native,
    };
    this.#memory.facts.set(asset, facts);
    return facts;
  }

  /** Facts of an asset that movements were read of. */
  known(asset: number): AssetFacts {
    return this.#memory.facts.get(asset)!;
  }

  async movements(holdings: readonly Holding[]): Promise<Movement[]> {
    const found = new Map<number, Movement>();
    for (const asset of new Set(holdings.map((holding) => holding.asset))) {
      const facts = await this.facts(asset);
      const accounts = holdings.flatMap((holding) => (holding.asset === asset ? [holding.account] : []));
      const list = accounts.join(', ');
      const those = `t.asset_id = ${asset} AND (t.from_id IN (${list}) OR t.to_id IN (${list}))`;
      const rows = await this.#session.rows<Row>(
        `SELECT t.row_id, t.from_id, t.to_id, t.asset_id, t.amount_text, ${ORDER} FROM mart_transfer t
         WHERE ${accounts.length <= FEW ? `t.rowid IN (SELECT t.rowid FROM mart_transfer t WHERE ${those})` : those} AND ${MOVES}`,
      );
      for (const row of rows) {
        if (row.micros === null) this.unknownTimes.add(row.row_id);
        else if (row.amount_text === null || facts.scale === null) this.unknownAmounts.add(row.row_id);
        else keep(found, movement(row, row.to_id!, decimalUnits(row.amount_text, facts.scale), false));
      }
      if (!facts.native || facts.scale === null) continue;
      const fees = await this.#session.rows<Row>(
        `SELECT t.row_id, t.from_id, t.to_id, ${asset} AS asset_id, t.fee, ${ORDER} FROM mart_transfer t
         WHERE t.from_id IN (${list}) AND t.kind = 'native' AND t.fee > 0 AND t.time IS NOT NULL
         QUALIFY row_number() OVER (PARTITION BY t.from_id, t.tx_key ORDER BY t.log_index NULLS FIRST, t.tie_key, t.row_id) = 1`,
      );
      for (const row of fees)
        keep(found, movement(row, FEES, decimalUnits(String(row.fee), facts.scale), true));
    }
    return [...found.values()];
  }

  /** The movements stored under these rowids; those that move nothing known are left out. */
  async byRow(rows: readonly number[]): Promise<Movement[]> {
    if (rows.length === 0) return [];
    const stored = await this.#session.rows<Row>(
      `SELECT t.row_id, t.from_id, t.to_id, t.asset_id, t.amount_text, ${ORDER} FROM mart_transfer t
       WHERE t.row_id IN (${rows.join(', ')}) AND ${MOVES} AND t.asset_id IS NOT NULL AND t.time IS NOT NULL AND t.amount_text IS NOT NULL`,
    );
    const found: Movement[] = [];
    for (const row of stored) {
      const { scale } = await this.facts(row.asset_id);
      found.push(movement(row, row.to_id!, decimalUnits(row.amount_text!, scale!), false));
    }
    return found;
  }

  async transfersOf(accounts: readonly number[]): Promise<Map<number, number>> {
    const rows = await this.#session.rows<{ id: number; transfers: number }>(
      `SELECT address_id AS id, transfers FROM mart_account WHERE address_id IN (${accounts.join(', ')})`,
    );
    return new Map(rows.map(({ id, transfers }) => [id, transfers]));
  }

  labelled(accounts: readonly number[]): Promise<Map<number, Service>> {
    return labelledServices(this.#session, accounts);
  }

  async behaving(accounts: readonly number[]): Promise<Map<number, Service>> {
    const { behaving } = this.#memory;
    const fresh = accounts.filter((account) => !behaving.has(account));
    if (fresh.length > 0) {
      const found = await behavingServices(this.#session, fresh);
      for (const account of fresh) behaving.set(account, found.get(account) ?? null);
    }
    return new Map(
      accounts.flatMap((account) => {
        const service = behaving.get(account);
        return service ? [[account, service] as const] : [];
      }),
    );
  }

  /** Swaps decoded from event logs whose two sides are one stored transfer each; what fits several times fits none. */
  async swaps(rows: readonly number[], side: 'taken' | 'given'): Promise<Map<number, Swap>> {
    if (rows.length === 0) return new Map();
    const pairs = await this.#session.rows<{ taken: number; given: number }>(
      `WITH side AS (
         SELECT t.row_id, t.tx_key, t.time, t.from_id, t.to_id, t.amount_text, t.asset_id, x.tx_hash, x.chain
         FROM mart_transfer t JOIN transfer x ON x.rowid = t.row_id WHERE t.row_id IN (${rows.join(', ')}) AND ${MOVES}
       ), swap AS (
         SELECT s.row_id AS swap_id, s.tx_hash, s.chain, p.address_id AS pool_id, i.asset_id AS in_id, o.asset_id AS out_id,
           amount_exact(s.in_text, i.decimals) AS in_text, amount_exact(s.out_text, o.decimals) AS out_text
         FROM mart_swap s JOIN mart_address p ON p.chain = s.chain AND p.address = s.pool
         JOIN mart_asset i ON i.chain = s.chain AND i.asset = s.in_token JOIN mart_asset o ON o.chain = s.chain AND o.asset = s.out_token
         WHERE s.tx_hash IN (SELECT tx_hash FROM side)
       ), matched AS (
         SELECT w.swap_id, ${side === 'taken' ? 'g.row_id AS taken, t.row_id AS given' : 't.row_id AS taken, g.row_id AS given'}
         FROM side g JOIN swap w ON w.tx_hash = g.tx_hash AND w.chain = g.chain
           AND ${side === 'taken' ? 'g.to_id = w.pool_id AND g.asset_id = w.in_id AND g.amount_text = w.in_text' : 'g.from_id = w.pool_id AND g.asset_id = w.out_id AND g.amount_text = w.out_text'}
         JOIN mart_transfer t ON t.tx_key = g.tx_key AND t.time = g.time AND ${MOVES}
           AND ${side === 'taken' ? 't.from_id = w.pool_id AND t.asset_id = w.out_id AND t.amount_text = w.out_text' : 't.to_id = w.pool_id AND t.asset_id = w.in_id AND t.amount_text = w.in_text'}
       )
       SELECT taken, given FROM matched
       QUALIFY count(*) OVER (PARTITION BY taken) = 1 AND count(*) OVER (PARTITION BY given) = 1 AND count(*) OVER (PARTITION BY swap_id) = 1`,
    );
    const stored = new Map(
      (await this.byRow(pairs.flatMap(({ taken, given }) => [taken, given]))).map((one) => [one.row, one]),
    );
    return new Map(
      pairs.flatMap((pair) => {
        const taken = stored.get(pair.taken);
        const given = stored.get(pair.given);
        return taken && given ? [[pair[side], { taken, given }] as const] : [];
      }),
    );
  }
}

function keep(found: Map<number, Movement>, one: Movement): void {
  if (one.amount > 0n) found.set(movementKey(one), one);
}

const movement = (row: Row, to: number, amount: bigint, fee: boolean): Movement => ({
  row: row.row_id,
  fee,
  from: row.from_id,
  to,
  asset: row.asset_id,
  amount,
  micros: row.micros,
  txIndex: row.tx_index,
  txKey: BigInt(row.tx_key),
  logIndex: row.log_index,
  tieKey: BigInt(row.tie_key),
});
