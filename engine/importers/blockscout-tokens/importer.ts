import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'blockscout-tokens',
  label: 'Blockscout token transfers',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['TxHash'],
    block: ['BlockNumber'],
    time: ['UnixTimestamp'],
    from_address: ['FromAddress'],
    to_address: ['ToAddress'],
    contract: ['TokenContractAddress'],
    type: ['Type'],
    decimals: ['TokenDecimals'],
    decimals_again: ['TokenDecimals_1'],
    symbol: ['TokenSymbol'],
    amount: ['TokensTransferred'],
    fee: ['TransactionFee'],
    status: ['Status'],
    error: ['ErrCode'],
  },
  required: ['tx_hash', 'block', 'time', 'from_address', 'to_address', 'contract', 'amount'],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  truncatesAt: [10000],
  sql,
});
