import { z } from 'zod';
import { importer } from '../define.ts';
import { chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'forta-malicious-contracts',
  label: 'Forta malicious contracts',
  family: 'labels',
  target: 'tag',
  extensions: ['csv', 'parquet'],
  columns: {
    contract_address: ['contract_address'],
    contract_tag: ['contract_tag'],
    contract_creator: ['contract_creator'],
    contract_creation_tx: ['contract_creation_tx'],
    contract_creator_tag: ['contract_creator_tag'],
    source: ['source'],
    notes: ['notes'],
    contract_creator_etherscan_label: ['contract_creator_etherscan_label'],
  },
  required: ['contract_address', 'contract_tag', 'contract_creator_tag', 'source'],
  options: z.object({ chain: chainOption('ethereum') }),
  sql,
});
