import { decodeEventLog, encodeEventTopics, type Hex, parseAbi } from 'viem';
import type { Session } from '../../session.ts';

const abi = parseAbi([
  'event Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)',
]);
const abiV3 = parseAbi([
  'event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)',
]);

const topicV2 = encodeEventTopics({ abi })[0] as Hex;
const topicV3 = encodeEventTopics({ abi: abiV3 })[0] as Hex;

interface Swap {
  readonly protocol: 'uniswap-v2' | 'uniswap-v3';
  readonly sender: string;
  readonly recipient: string;
  /** Base units that went into (positive) and came out of (negative) the pool. */
  readonly amount0: bigint;
  readonly amount1: bigint;
}

/** Decodes a Uniswap V2 or V3 Swap event; null when the log is another event or malformed. */
export function decodeSwap(topics: readonly Hex[], data: Hex): Swap | null {
  try {
    if (topics[0] === topicV2) {
      const { args } = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data });
      return {
        protocol: 'uniswap-v2',
        sender: args.sender.toLowerCase(),
        recipient: args.to.toLowerCase(),
        amount0: args.amount0In - args.amount0Out,
        amount1: args.amount1In - args.amount1Out,
      };
    }
    if (topics[0] === topicV3) {
      const { args } = decodeEventLog({ abi: abiV3, topics: topics as [Hex, ...Hex[]], data });
      return {
        protocol: 'uniswap-v3',
        sender: args.sender.toLowerCase(),
        recipient: args.recipient.toLowerCase(),
        amount0: args.amount0,
        amount1: args.amount1,
      };
    }
    return null;
  } catch {
    return null;
  }
}

/**
 * mart_swap: the swaps in imported event logs. The tokens are those of the last Transfer events to and from
 * the pool before its Swap event in the same transaction; where there is none, they stay unknown.
 */
export async function buildSwaps(session: Session): Promise<void> {
  await session.run(`CREATE OR REPLACE TEMP TABLE swap_decoded (
    row_id BIGINT, protocol VARCHAR, sender VARCHAR, recipient VARCHAR, amount0 VARCHAR, amount1 VARCHAR)`);
  const appender = await session.connection.createAppender('swap_decoded', null, 'temp');
  for await (const [rowIds, topics, data] of session.chunks(
    `SELECT rowid, topics, data FROM chain_log
     WHERE ok AND (contains(topics, '${topicV2}') OR contains(topics, '${topicV3}'))
       AND rowid NOT IN (SELECT row_id FROM stg_repetition WHERE target = 'log') ORDER BY rowid`,
  )) {
    for (let index = 0; index < (rowIds?.length ?? 0); index += 1) {
      const swap = decodeSwap(String(topics?.[index]).split(',') as Hex[], String(data?.[index]) as Hex);
      if (!swap) continue;
      appender.appendBigInt(rowIds?.[index] as bigint);
      appender.appendVarchar(swap.protocol);
      appender.appendVarchar(swap.sender);
      appender.appendVarchar(swap.recipient);
      appender.appendVarchar(String(swap.amount0));
      appender.appendVarchar(String(swap.amount1));
      appender.endRow();
    }
  }
  appender.closeSync();
  await session.run(`CREATE OR REPLACE TABLE mart_swap AS
    WITH swap AS (
      SELECT d.*, l.dataset_id, l.chain, coalesce(l.time, b.time) AS time, l.block, l.tx_hash, l.tx_index, l.log_index, l.address AS pool,
        NOT starts_with(d.amount0, '-') AS zero_for_one
      FROM swap_decoded d JOIN chain_log l ON l.rowid = d.row_id
      LEFT JOIN (SELECT chain, block, min(time) AS time FROM chain_block WHERE ok GROUP BY ALL) b ON b.chain = l.chain AND b.block = l.block
    ), sized AS (
      SELECT *,
        CASE WHEN zero_for_one THEN amount0 ELSE amount1 END AS in_text,
        ltrim(CASE WHEN zero_for_one THEN amount1 ELSE amount0 END, '-') AS out_text
      FROM swap
    ), moved AS (
      SELECT chain, tx_hash, log_index, lower(address) AS token,
        '0x' || right(list_extract(string_split(topics, ','), 2), 40) AS sender,
        '0x' || right(list_extract(string_split(topics, ','), 3), 40) AS receiver,
        data
      FROM chain_log WHERE ok AND starts_with(topics, '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef')
    )
    SELECT s.row_id, s.dataset_id, s.chain, s.time, s.block, s.tx_hash, s.tx_index, s.log_index, s.pool, s.protocol, s.sender, s.recipient,
      s.zero_for_one, s.in_text, s.out_text,
      (SELECT max_by(m.token, m.log_index) FROM moved m WHERE m.chain = s.chain AND m.tx_hash = s.tx_hash AND m.receiver = s.pool AND m.log_index < s.log_index) AS in_token,
      (SELECT max_by(m.token, m.log_index) FROM moved m WHERE m.chain = s.chain AND m.tx_hash = s.tx_hash AND m.sender = s.pool AND m.log_index < s.log_index) AS out_token
    FROM sized s`);
}
