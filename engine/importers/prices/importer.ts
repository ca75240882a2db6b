import { z } from 'zod';
import { importer } from '../define.ts';
import { timeOptions } from '../options/reading.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'prices',
  label: 'Prices',
  family: 'generic',
  target: 'price',
  extensions: ['csv', 'tsv', 'json', 'ndjson', 'parquet', 'xlsx'],
  columns: {
    asset: ['asset'],
    time: ['time'],
    price_usd: ['price_usd'],
    source: ['source'],
  },
  required: ['asset', 'time', 'price_usd'],
  options: z.object({ ...timeOptions }),
  sql,
});
