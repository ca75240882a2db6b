import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../warehouse/sql-text.ts';

/**
 * Writes a CSV of `rows` transfers shaped like a busy chain: a tenth as many accounts, whose activity falls off as a
 * power law (the busiest few take part in several per cent of all rows, most in a handful), a working day in the
 * times, heavy-tailed amounts, forty assets of which three carry most rows, and every fifth transaction with several
 * rows. Prices are in the file for the large assets only. The same rows for the same `rows`.
 */
export async function generateChain(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GiB' });
  const connection = await instance.connect();
  const accounts = Math.ceil(rows / 10);
  const unit = (salt: number) => `((hash(i * 31 + ${salt}) % 1000003) / 1000003.0)`;
  const account = (salt: number, skew: number) =>
    `floor(${accounts} * pow(${unit(salt)}, ${skew}) + hash(i + ${salt}) % 7)::BIGINT`;
  const address = (expression: string) =>
    `'0x' || substr(md5(${expression}::VARCHAR) || md5('x' || ${expression}), 1, 40)`;
  await connection.run(`COPY (
    WITH base AS (
      SELECT i, CASE WHEN hash(i // 3) % 5 = 0 THEN (i // 3) * 3 ELSE i END AS tx,
        ${account(11, 3)} AS sender, ${account(23, 2.5)} AS receiver, hash(i + 7) % 100 AS draw,
        exp(2 + 2.2 * sqrt(-2 * ln(greatest(${unit(41)}, 1e-6))) * cos(6.283185 * ${unit(43)})) AS size
      FROM range(${rows}) t(i)
    ), placed AS (
      SELECT *, 7776000.0 * tx / ${rows} AS second,
        CASE WHEN draw < 35 THEN 0 WHEN draw < 60 THEN 1 WHEN draw < 80 THEN 2 ELSE 3 + (hash(i + 9) % 37)::INTEGER END AS asset
      FROM base
    )
    SELECT 'ethereum' AS chain, strftime(TIMESTAMP '2024-01-01' + to_seconds(floor(second + 14400 * (1 + sin(6.283185 * second / 86400)))), '%Y-%m-%dT%H:%M:%SZ') AS time,
      '0x' || md5(tx::VARCHAR) || md5('t' || tx) AS tx_hash, (i - tx + hash(tx) % 400)::INTEGER AS log_index,
      ${address('sender')} AS "from", ${address('receiver')} AS "to",
      CASE asset WHEN 0 THEN 'ETH' WHEN 1 THEN '0xdac17f958d2ee523a2206206994597c13d831ec7' WHEN 2 THEN '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
        ELSE '0x' || substr(md5('asset' || asset), 1, 32) || '00000000' END AS asset,
      size::DECIMAL(24, 6) AS amount,
      CASE asset WHEN 0 THEN round(size * 2500, 2) WHEN 1 THEN round(size, 2) WHEN 2 THEN round(size, 2) END AS amount_usd,
      round((hash(i + 5) % 100000) / 1e6, 6) AS fee, 21000 + (hash(i + 9) % 300000)::INTEGER AS gas_used,
      CASE WHEN hash(i + 3) % 4 = 0 THEN 'swap' ELSE 'transfer' END AS method, hash(i + 1) % 200 <> 0 AS success
    FROM placed
  ) TO ${literal(path)} (HEADER, DELIMITER ',')`);
  connection.closeSync();
  instance.closeSync();
}
