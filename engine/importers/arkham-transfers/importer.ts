import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'arkham-transfers',
  label: 'Arkham transfers',
  family: 'analytics',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx', 'json'],
  columns: {
    tx_hash: ['transactionHash'],
    from_address: ['fromAddress'],
    from_tag: ['fromLabel'],
    from_contract: ['fromIsContract'],
    to_address: ['toAddress'],
    to_tag: ['toLabel'],
    to_contract: ['toIsContract'],
    token: ['tokenAddress'],
    type: ['type'],
    time: ['blockTimestamp'],
    block: ['blockNumber'],
    block_hash: ['blockHash'],
    token_name: ['tokenName'],
    symbol: ['tokenSymbol'],
    decimals: ['tokenDecimals'],
    amount: ['unitValue'],
    token_id: ['tokenId'],
    amount_usd: ['historicalUSD'],
    chain: ['chain'],
  },
  required: ['tx_hash', 'from_address', 'to_address', 'time', 'amount', 'chain'],
  options: z.object({}),
  truncatesAt: [10000],
  sql,
});
