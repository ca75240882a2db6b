import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../warehouse/sql-text.ts';

/** Rows of a block, within which a cycle and twelve deposits run their course. */
const BLOCK = 240;

/**
 * Writes a CSV of `rows` transfers shaped like a busy chain over ninety days, the same rows for the same `rows`:
 * a tenth as many accounts, whose activity falls off as a power law (the busiest take part in a per cent of all rows,
 * most in a handful); a working day in the times; amounts log-normal over many orders of magnitude; forty assets of
 * which three carry most rows and have prices. A quarter of the payments go to one of the sender's five usual
 * counterparties, one in twenty comes back from one. A tenth of the rows are transactions of three legs through one of 300 pools,
 * a tenth are deposits to an address of its own, which passes each on to one of twenty exchanges. In every fifth
 * block an amount goes round three to six accounts and loses three per cent at each hop.
 */
export async function generateChain(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GiB' });
  const connection = await instance.connect();
  const accounts = Math.ceil(rows / 10);
  const deposits = Math.ceil(accounts / 10);
  const unit = (seed: string, salt: number) => `((hash(${seed} * 31 + ${salt}) % 1000003) / 1000003.0)`;
  const account = (seed: string, salt: number, skew: number) =>
    `floor(${accounts} * pow(${unit(seed, salt)}, ${skew}) + hash(${seed} + ${salt}) % 7)::BIGINT`;
  const address = (id: string) => `'0x' || substr(md5((${id})::VARCHAR) || md5('x' || (${id})), 1, 40)`;
  const quiet = (step: string) =>
    `floor(${accounts} * (0.1 + 0.9 * ${unit(`(block * 16 + ${step})`, 61)}))::BIGINT`;
  const draw = (seed: string, salt: number, of: number) => `(hash(${seed} + ${salt}) % ${of})::INTEGER`;
  const size = (seed: string) =>
    `exp(5 + 2.4 * sqrt(-2 * ln(greatest(${unit(seed, 41)}, 1e-6))) * cos(6.283185 * ${unit(seed, 43)}))`;
  const asset = (seed: string) =>
    `CASE WHEN ${draw(seed, 7, 100)} < 35 THEN 0 WHEN ${draw(seed, 7, 100)} < 60 THEN 1 WHEN ${draw(seed, 7, 100)} < 80 THEN 2 ELSE 3 + ${draw(seed, 9, 37)} END`;
  await connection.run(`COPY (
    WITH numbered AS (
      SELECT i, i // ${BLOCK} AS block, (i % ${BLOCK})::INTEGER AS place, i // 3 AS triple, (i % 3)::INTEGER AS leg FROM range(${rows}) t(i)
    ), told AS (
      SELECT *, CASE
          WHEN place % 40 = 17 AND hash(block) % 5 = 0 AND place // 40 < 3 + hash(block + 5) % 4 THEN 'cycle'
          WHEN place % 20 = 5 THEN 'deposit'
          WHEN place % 20 = 15 THEN 'swept'
          WHEN hash(triple) % 9 = 0 AND (triple * 3 % 20) NOT IN (3, 4, 5, 13, 14, 15, 17, 16) THEN 'pool'
          ELSE 'payment' END AS story,
        -- what belongs together draws from the same seed
        CASE story WHEN 'cycle' THEN block * 1009 + 1 WHEN 'deposit' THEN i * 2 + 3 WHEN 'swept' THEN (i - 10) * 2 + 3 WHEN 'pool' THEN triple * 5 + 4 ELSE i * 7 + 6 END AS seed,
        CASE WHEN story = 'pool' OR hash(triple) % 11 = 1 THEN triple * 3 ELSE i END AS tx
      FROM numbered
    ), parties AS (
      SELECT *, place // 40 AS step, (3 + hash(block + 5) % 4)::INTEGER AS hops, ${account('seed', 11, 3)} AS payer,
        ${accounts} + (hash(seed + 3) % ${deposits})::BIGINT AS deposit, ${accounts + deposits} + floor(300 * pow(${unit('seed', 23)}, 2))::BIGINT AS pool
      FROM told
    ), known AS (
      SELECT *, ${account(`(payer * 5 + ${draw('i', 13, 5)})`, 29, 2.5)} AS usual, ${draw('i', 17, 20)} AS habit FROM parties
    ), moved AS (
      SELECT i, tx, seed, step, leg, story,
        CASE story WHEN 'cycle' THEN ${quiet('step')} WHEN 'deposit' THEN payer WHEN 'swept' THEN deposit
          WHEN 'pool' THEN CASE WHEN leg = 0 THEN payer ELSE pool END ELSE CASE WHEN habit = 0 THEN usual ELSE payer END END AS sender,
        CASE story WHEN 'cycle' THEN ${quiet('(step + 1) % hops')} WHEN 'deposit' THEN deposit WHEN 'swept' THEN deposit % 20
          WHEN 'pool' THEN CASE leg WHEN 0 THEN pool WHEN 1 THEN payer ELSE ${accounts + deposits + 300} END
          ELSE CASE WHEN habit = 0 THEN payer WHEN habit <= 5 THEN usual ELSE ${account('seed', 23, 2.5)} END END AS receiver,
        CASE WHEN story = 'pool' AND leg > 0 THEN (${asset('seed')} + 1) % 40 ELSE ${asset('seed')} END AS asset,
        ${size('seed')} * CASE story WHEN 'cycle' THEN 10 * pow(0.97, step) WHEN 'pool' THEN CASE leg WHEN 2 THEN 0.003 ELSE 1 END ELSE 1 END AS dollars,
        7776000.0 * tx / ${rows} AS second
      FROM known
    ), priced AS (SELECT *, CASE asset WHEN 0 THEN dollars / 2500 ELSE dollars END AS size FROM moved)
    SELECT 'ethereum' AS chain, strftime(TIMESTAMP '2024-01-01' + to_seconds(floor(second + 12000 * (1 + sin(6.283185 * second / 86400)))), '%Y-%m-%dT%H:%M:%SZ') AS time,
      '0x' || md5(tx::VARCHAR) || md5('t' || tx) AS tx_hash, (i - tx + hash(tx) % 400)::INTEGER AS log_index,
      ${address('sender')} AS "from", ${address('receiver')} AS "to",
      CASE asset WHEN 0 THEN 'ETH' WHEN 1 THEN '0xdac17f958d2ee523a2206206994597c13d831ec7' WHEN 2 THEN '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
        ELSE '0x' || substr(md5('asset' || asset), 1, 32) || '00000000' END AS asset,
      size::DECIMAL(24, 6) AS amount, CASE WHEN asset < 3 THEN round(dollars, 2) END AS amount_usd,
      round((hash(tx + 5) % 100000) / 1e6, 6) AS fee, 21000 + (hash(tx + 9) % 300000)::INTEGER AS gas_used,
      CASE WHEN story = 'pool' THEN 'swap' ELSE 'transfer' END AS method, hash(tx + 1) % 200 <> 0 AS success
    FROM priced
  ) TO ${literal(path)} (HEADER, DELIMITER ',')`);
  connection.closeSync();
  instance.closeSync();
}
