import { z } from 'zod';
import { importer } from '../define.ts';
import { timeOptions } from '../options/reading.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'generic-trades',
  label: 'Trades',
  family: 'generic',
  target: 'trade',
  extensions: ['csv', 'tsv', 'json', 'ndjson', 'parquet', 'xlsx'],
  columns: {
    venue: ['venue'],
    market: ['market'],
    time: ['time'],
    trade_id: ['trade_id'],
    side: ['side'],
    price: ['price'],
    amount: ['amount'],
  },
  required: ['market', 'time', 'price', 'amount'],
  options: z.object({ ...timeOptions }),
  sql,
});
