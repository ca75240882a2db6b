import { z } from 'zod';
import { importer } from '../define.ts';
import { substrateChainInName, substrateChainOption } from '../options/substrate.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'subscan-transfers',
  label: 'Subscan transfers',
  family: 'explorer',
  target: 'transfer',
  extensions: ['csv', 'tsv', 'xlsx'],
  columns: {
    extrinsic: ['Extrinsic ID'],
    time: ['Date', 'Block Timestamp'],
    block: ['Block'],
    tx_hash: ['Hash'],
    symbol: ['Symbol'],
    from_address: ['From'],
    to_address: ['To'],
    amount: ['Value'],
    result: ['Result'],
  },
  required: ['extrinsic', 'time', 'block', 'tx_hash', 'symbol', 'from_address', 'to_address', 'amount'],
  options: z.object({ chain: substrateChainOption }),
  derive: (head) => ({ chain: substrateChainInName(head.fileName) }),
  sql,
});
