import { z } from 'zod';
import { importer } from '../define.ts';
import { chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'forta-phishing',
  label: 'Forta phishing addresses',
  family: 'labels',
  target: 'tag',
  extensions: ['csv', 'parquet'],
  columns: {
    address: ['address'],
    etherscan_tag: ['etherscan_tag'],
    etherscan_labels: ['etherscan_labels'],
    is_contract: ['is_contract'],
  },
  required: ['address', 'etherscan_tag', 'etherscan_labels'],
  options: z.object({ chain: chainOption('ethereum') }),
  sql,
});
