import { z } from 'zod';
import { importer } from '../define.ts';
import { chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'forta-malicious-labels',
  label: 'Forta malicious addresses',
  family: 'labels',
  target: 'tag',
  extensions: ['csv', 'parquet'],
  columns: {
    banned_address: ['banned_address'],
    wallet_tag: ['wallet_tag'],
    data_source: ['data_source'],
  },
  required: ['banned_address', 'wallet_tag', 'data_source'],
  options: z.object({ chain: chainOption('ethereum') }),
  sql,
});
