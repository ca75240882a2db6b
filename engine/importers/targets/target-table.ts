import type { Target } from '#contract/datasets.ts';

/** Where rows of a target are stored and when two of them are the same event. */
export interface TargetTable {
  readonly target: Target;
  readonly table: string;
  /**
   * SQL over the target's columns; rows that agree in all of them are the same event. Where the format
   * has no event number (`numbered` false) equal rows of one file are distinct events, and the
   * n-th of one file is the n-th of another.
   */
  readonly identity: readonly string[];
  readonly numbered: string;
  /** Columns that should agree when the identity does; a difference is reported. */
  readonly content: readonly string[];
  readonly time: string | null;
  /** What coverage is grouped by: chain, venue or network. */
  readonly place: string | null;
}

const multiset = (condition: string, columns: readonly string[]) =>
  columns.map((column) => `CASE WHEN NOT (${condition}) THEN ${column} END`);

const transferNumbered = "(log_index IS NOT NULL OR trace IS NOT NULL OR kind = 'native')";
const tradeNumbered = 'trade_id IS NOT NULL';

export const targetTables: Record<Target, TargetTable> = {
  transfer: {
    target: 'transfer',
    table: 'transfer',
    identity: [
      'chain',
      'tx_hash',
      'log_index',
      'trace',
      'token_id',
      ...multiset(transferNumbered, ['kind', 'from_address', 'to_address', 'asset', 'amount_text']),
    ],
    numbered: transferNumbered,
    content: ['from_address', 'to_address', 'amount_exact(amount_text, amount_scale)'],
    time: 'time',
    place: 'chain',
  },
  log: {
    target: 'log',
    table: 'chain_log',
    identity: ['chain', 'tx_hash', 'log_index'],
    numbered: 'true',
    content: ['address', 'topics', 'data'],
    time: 'time',
    place: 'chain',
  },
  block: {
    target: 'block',
    table: 'chain_block',
    identity: ['chain', 'block', 'hash'],
    numbered: 'true',
    content: ['time'],
    time: 'time',
    place: 'chain',
  },
  receipt: {
    target: 'receipt',
    table: 'chain_receipt',
    identity: ['chain', 'tx_hash'],
    numbered: 'true',
    content: ['success'],
    time: null,
    place: 'chain',
  },
  'dex-trade': {
    target: 'dex-trade',
    table: 'dex_trade',
    identity: [
      'chain',
      'tx_hash',
      'log_index',
      ...multiset('log_index IS NOT NULL', [
        'pool',
        'bought_asset',
        'sold_asset',
        'bought_text',
        'sold_text',
      ]),
    ],
    numbered: 'log_index IS NOT NULL',
    content: ['bought_text', 'sold_text'],
    time: 'time',
    place: 'chain',
  },
  trade: {
    target: 'trade',
    table: 'trade',
    identity: [
      'venue',
      'market',
      'trade_id',
      ...multiset(tradeNumbered, ['time', 'side', 'price_text', 'amount_text']),
    ],
    numbered: tradeNumbered,
    content: ['time', 'price_text', 'amount_text'],
    time: 'time',
    place: 'venue',
  },
  candle: {
    target: 'candle',
    table: 'candle',
    identity: ['venue', 'market', 'time', 'close_time'],
    numbered: 'true',
    content: ['open', 'close', 'volume'],
    time: 'time',
    place: 'venue',
  },
  price: {
    target: 'price',
    table: 'price',
    identity: ['asset', 'time', 'source'],
    numbered: 'true',
    content: ['price_usd'],
    time: 'time',
    place: null,
  },
  tag: {
    target: 'tag',
    table: 'tag',
    identity: ['network', 'address', 'label', 'source', 'category', 'actor', 'abuse'],
    numbered: 'true',
    content: [],
    time: null,
    place: 'network',
  },
};
