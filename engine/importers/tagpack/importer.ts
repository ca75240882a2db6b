import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'tagpack',
  label: 'TagPack',
  family: 'labels',
  target: 'tag',
  extensions: ['yaml', 'yml'],
  columns: {
    address: ['address'],
    label: ['label'],
    source: ['source'],
    currency: ['currency'],
    network: ['network'],
    confidence: ['confidence'],
    category: ['category'],
    abuse: ['abuse'],
    actor: ['actor'],
    lastmod: ['lastmod'],
    title: ['title'],
    creator: ['creator'],
  },
  required: ['address', 'label'],
  sniff: (head, standard) => (head.container === 'yaml' && standard > 0 ? Math.max(standard, 0.9) : 0),
  options: z.object({}),
  sql,
});
