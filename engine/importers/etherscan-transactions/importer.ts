import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOfCoin, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

const coinIn = (header: string | null | undefined): string | undefined =>
  header ? /\((\w+)\)/.exec(header)?.[1] : undefined;

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
    if (has(/^ParentTx/i) || has(/^Token/i) || has(/^Quantity$/i)) return 0;
    return has(/^Value_IN\(/i) || (has(/^(Value|Amount)$/i) && has(/^Txn Fee$/i)) ? standard : 0;
  },
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head, match) => {
    const coin = coinIn(match.value_in) ?? head.rows.map((row) => / ([A-Za-z]+)$/.exec(row[head.columns.indexOf(match.value ?? '')] ?? '')?.[1]).find(Boolean);
    return { chain: chainInName(head.fileName) ?? chainOfCoin(coin ?? 'ETH') ?? 'ethereum' };
  },
  truncatesAt: [100, 5000],
  sql,
});
