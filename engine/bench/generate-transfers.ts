import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../warehouse/sql-text.ts';

/**
 * Writes a CSV of `rows` chain transfers in the generic schema, all thirteen columns: a million addresses with a few
 * hubs (a fifth of the rows touch a hundred of them), three assets, one row in two hundred failed. The same rows for
 * the same `rows`.
 */
export async function generateTransfers(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GiB' });
  const connection = await instance.connect();
  const address = (salt: number) =>
    `'0x' || substr(md5((${id(salt)})::VARCHAR) || md5('x' || (${id(salt)})), 1, 40)`;
  await connection.run(`COPY (
    SELECT 'ethereum' AS chain, strftime(TIMESTAMP '2023-01-01' + to_microseconds((i * 3000000 + hash(i) % 1000000)::BIGINT), '%Y-%m-%dT%H:%M:%SZ') AS time,
      '0x' || md5(i::VARCHAR) || md5('t' || i) AS tx_hash, (hash(i) % 400)::INTEGER AS log_index,
      ${address(11)} AS "from", ${address(23)} AS "to",
      CASE (hash(i + 7) % 3)::INTEGER WHEN 0 THEN 'ETH' WHEN 1 THEN '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48' ELSE '0xdac17f958d2ee523a2206206994597c13d831ec7' END AS asset,
      ((hash(i * 3) % 90000000 + 1) / 1000.0)::DECIMAL(18, 3) AS amount, round((hash(i * 3) % 90000000 + 1) / 999.0, 2) AS amount_usd,
      round((hash(i + 5) % 100000) / 1e6, 6) AS fee, 21000 + (hash(i + 9) % 300000)::INTEGER AS gas_used,
      CASE WHEN hash(i + 3) % 4 = 0 THEN 'swap' ELSE 'transfer' END AS method, hash(i + 1) % 200 <> 0 AS success
    FROM range(${rows}) t(i)
  ) TO ${literal(path)} (HEADER, DELIMITER ',')`);
  connection.closeSync();
  instance.closeSync();
}

const id = (salt: number): string =>
  `CASE WHEN hash(i + ${salt}) % 5 = 0 THEN hash(i * ${salt}) % 100 ELSE 100 + hash(i + ${salt * 1009}) % 1000000 END`;

/** The peer: DuckDB's own reader with explicit column types, into a table of a database file. @returns seconds. */
export async function readWithDuckDb(csv: string, database: string): Promise<number> {
  const instance = await DuckDBInstance.create(database, { threads: '2', memory_limit: '2GiB' });
  const connection = await instance.connect();
  const columns = {
    chain: 'VARCHAR',
    time: 'TIMESTAMP',
    tx_hash: 'VARCHAR',
    log_index: 'INTEGER',
    from: 'VARCHAR',
    to: 'VARCHAR',
    asset: 'VARCHAR',
    amount: 'VARCHAR',
    amount_usd: 'DOUBLE',
    fee: 'DOUBLE',
    gas_used: 'BIGINT',
    method: 'VARCHAR',
    success: 'BOOLEAN',
  };
  const types = Object.entries(columns)
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ');
  const began = performance.now();
  await connection.run(
    `CREATE TABLE transfer AS SELECT * FROM read_csv(${literal(csv)}, columns={${types}}, header=true, auto_detect=false, delim=',', quote='"', escape='"')`,
  );
  await connection.run('CHECKPOINT');
  const seconds = (performance.now() - began) / 1000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}
