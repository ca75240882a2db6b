import { z } from 'zod';
import { importer } from '../define.ts';
import { chainInName, chainOption } from '../options/chain.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'etherscan-labels',
  label: 'Etherscan labels',
  family: 'labels',
  target: 'tag',
  extensions: ['json'],
  columns: {
    address: ['key'],
    name: ['name'],
    labels: ['labels'],
  },
  required: ['address', 'name', 'labels'],
  options: z.object({ chain: chainOption('ethereum') }),
  derive: (head) => ({ chain: chainInName(head.fileName) }),
  further: ['category'],
  sql,
});
