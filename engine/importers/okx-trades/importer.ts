import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'okx-trades',
  label: 'OKX trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    market: ['instrument_name'],
    trade_id: ['trade_id'],
    side: ['side'],
    price: ['price'],
    size: ['size'],
    time: ['created_time'],
    source: ['source'],
  },
  required: ['market', 'trade_id', 'side', 'price', 'size', 'time'],
  options: z.object({ venue: z.string().min(1).default('okx') }),
  derive: () => ({}),
  notes: (head) => [
    ...(/\d{4}-\d\d-\d\d/.test(head.fileName)
      ? [
          {
            code: 'daily-cut',
            message:
              'OKX cuts its daily files at midnight in UTC+8: the file runs from 16:00 UTC of the day before to 16:00 UTC of the day in its name.',
          },
        ]
      : []),
    ...(head.rows.some((row) => row.some((cell) => /^[A-Z0-9]+-[A-Z0-9]+-/.test(cell ?? '')))
      ? [
          {
            code: 'contracts',
            message:
              'The amounts of swaps, futures and options are counts of contracts; their value in coins needs the size of a contract, which the file does not state.',
          },
        ]
      : []),
  ],
  sql,
});
