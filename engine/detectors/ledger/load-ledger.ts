import { setImmediate as turn } from 'node:timers/promises';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { Session } from '../../warehouse/session.ts';
import rolesSql from './account-roles.sql?raw';
import { Ledger } from './ledger.ts';
import rowsSql from './ledger-rows.sql?raw';
import { inSlices, politely, type Steps } from './steps.ts';

/** Reads all transfers up to `asOf` into columns. About 70 bytes a transfer. */
export async function loadLedger(session: Session, asOf: string): Promise<Ledger> {
  const bound = { as_of: asOf };
  const methods = ['', ...(await methodNames(session))];
  const counts = await session.first<{ size: number; accounts: number; as_of: number }>(
    `SELECT (SELECT count(*) FROM mart_transfer WHERE time <= $as_of::TIMESTAMP) AS size, (SELECT count(*) FROM mart_address) AS accounts,
       epoch_us($as_of::TIMESTAMP) AS as_of`,
    bound,
  );
  const size = counts?.size ?? 0;
  const accounts = counts?.accounts ?? 0;
  const columns = {
    from: new Int32Array(size),
    to: new Int32Array(size),
    asset: new Int32Array(size),
    tx: new Int32Array(size),
    micros: new Float64Array(size),
    amount: new Float64Array(size),
    usd: new Float64Array(size),
    gas: new Float64Array(size),
    kind: new Uint8Array(size),
    method: new Uint16Array(size),
    rowId: new Float64Array(size),
  };
  const txKey = new Float64Array(size);
  const order = [
    'from',
    'to',
    'asset',
    txKey,
    'micros',
    'amount',
    'usd',
    'gas',
    'kind',
    'method',
    'rowId',
  ] as const;
  let row = 0;
  for await (const chunk of session.rawChunks(rowsSql, bound)) {
    for (const [index, name] of order.entries())
      copy(chunk, index, typeof name === 'string' ? columns[name] : name, row);
    row += chunk.rowCount;
  }
  if (row !== size) throw new Error(`${row} of ${size} transfers were read`);
  await politely(numberTransactions(columns.micros, txKey, columns.tx), () => turn());

  const role = new Uint8Array(accounts);
  for (const found of await session.rows<{ address_id: number; role: number }>(
    `SELECT address_id, bit_or(bit)::INTEGER AS role FROM (${rolesSql}) GROUP BY address_id`,
    bound,
  ))
    role[found.address_id] = found.role;
  const chains = (
    await session.rows<{ chain: string }>('SELECT DISTINCT chain FROM mart_address ORDER BY chain')
  ).map(({ chain }) => chain);
  const chainOf = new Uint8Array(accounts);
  // addresses are numbered chain by chain
  for (const { chain, low, high } of await session.rows<{ chain: string; low: number; high: number }>(
    'SELECT chain, min(address_id) AS low, max(address_id) AS high FROM mart_address GROUP BY chain',
  ))
    chainOf.fill(chains.indexOf(chain), low, high + 1);
  const assets = await session.rows<{ chain: string; asset: string; symbol: string | null }>(
    'SELECT chain, asset, symbol FROM mart_asset ORDER BY asset_id',
  );
  return new Ledger({
    size,
    accounts,
    ...columns,
    methods,
    role,
    assets,
    chainOf,
    chains,
    asOfMicros: counts?.as_of ?? 0,
  });
}

/** The names of methods in their order, in a table that the ledger's query joins; beyond 65,535 the rarest have none. */
async function methodNames(session: Session): Promise<string[]> {
  await session.run(
    `CREATE OR REPLACE TEMP TABLE ledger_method AS
     SELECT method, row_number() OVER (ORDER BY method) AS method_id
     FROM (SELECT method FROM mart_transfer WHERE method IS NOT NULL GROUP BY method ORDER BY count(*) DESC, method LIMIT 65535)`,
  );
  return (await session.rows<{ method: string }>('SELECT method FROM ledger_method ORDER BY method_id')).map(
    ({ method }) => method,
  );
}

function copy(chunk: DuckDBDataChunk, index: number, into: { [place: number]: number }, from: number): void {
  const vector = chunk.getColumnVector(index);
  const count = chunk.rowCount;
  for (let item = 0; item < count; item += 1) into[from + item] = vector.getItem(item) as number;
}

/** Rows of one instant with the same key are one transaction, wherever they stand among the others. */
function* numberTransactions(micros: Float64Array, key: Float64Array, tx: Int32Array): Steps<void> {
  let next = 0;
  let first = 0;
  yield* inSlices(micros.length, (_, high) => {
    while (first < high) {
      let end = first + 1;
      while (end < micros.length && micros[end] === micros[first]) end += 1;
      if (end === first + 1) {
        tx[first] = next;
        next += 1;
      } else {
        const numbers = new Map<number, number>();
        for (let row = first; row < end; row += 1) {
          let number = numbers.get(key[row]!);
          if (number === undefined) {
            number = next;
            next += 1;
            numbers.set(key[row]!, number);
          }
          tx[row] = number;
        }
      }
      first = end;
    }
  });
}
