import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOfCoin, chainOfId, chainOption, coinIn } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-transactions',
  label: 'Etherscan transactions',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    tx_hash: ['Transaction Hash', 'Txhash'],
    status: ['Status'],
    error: ['ErrCode'],
    method: ['Method'],
    block: ['Blockno'],
    unix_time: ['UnixTimestamp'],
    date_time: ['DateTime (UTC)', 'DateTime'],
    from_address: ['From'],
    from_tag: ['From_Nametag', 'From_NameTag'],
    to_address: ['To'],
    to_tag: ['To_Nametag', 'To_NameTag'],
    contract: ['ContractAddress'],
    value_in: [/^Value_IN\(\w+\)$/i],
    value_out: [/^Value_OUT\(\w+\)$/i],
    value: ['Value', 'Amount'],
    current_value: [/^CurrentValue/i],
    value_usd: ['Value (USD)'],
    fee: ['Txn Fee', /^TxnFee\((?!USD)\w+\)$/i],
    fee_usd: ['TxnFee(USD)'],
    historical_price: [/^Historical \$Price\//i],
    chain_id: ['ChainId'],
    chain_name: ['Chain'],
    value_native: [/^Value\(\w+\)$/i],
    note: ['PrivateNote'],
  },
  required: ['tx_hash', 'block', 'from_address', 'to_address', 'date_time'],
  sniff: (head, standard) => {
    const has = (pattern: RegExp) => head.columns.some((column) => pattern.test(column.trim()));
    if (has(/^ParentTx/i) || has(/^Token/i) || has(/^(Quantity|Asset)$/i)) return 0;
    return has(/^Value_IN\(/i) || (has(/^(Value|Amount)$/i) && has(/^Txn Fee$/i)) ? standard : 0;
  },
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head, match) => {
    const cells = (header: string | null | undefined) =>
      head.rows.map((row) => row[head.columns.indexOf(header ?? '')] ?? '');
    const coin =
      coinIn(match.value_in) ??
      cells(match.value)
        .map((cell) => / ([A-Za-z]+)$/.exec(cell)?.[1])
        .find(Boolean);
    return {
      chain:
        chainInName(head.fileName) ??
        cells(match.chain_id).map(chainOfId).find(Boolean) ??
        chainOfCoin(coin ?? ''),
    };
  },
  truncatesAt: [100, 5000, 10000],
  sql,
});
