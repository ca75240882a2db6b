import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'generic-tags',
  label: 'Tags',
  family: 'generic',
  target: 'tag',
  extensions: ['csv', 'tsv', 'json', 'ndjson', 'parquet', 'xlsx'],
  columns: {
    network: ['network', 'chain'],
    address: ['address'],
    label: ['label'],
    category: ['category'],
    source: ['source'],
    confidence: ['confidence'],
    actor: ['actor'],
  },
  required: ['address', 'label'],
  sniff: (head, standard) => (head.container === 'yaml' ? 0 : standard),
  options: z.object({}),
  sql,
});
