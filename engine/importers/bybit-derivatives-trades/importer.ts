import { z } from 'zod';
import { importer } from '../define.ts';
import { hasColumn } from '../match.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'bybit-derivatives-trades',
  label: 'Bybit derivatives trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    time: ['timestamp'],
    market: ['symbol'],
    side: ['side'],
    size: ['size'],
    price: ['price'],
    tick: ['tickDirection'],
    trade_id: ['trdMatchID'],
    gross: ['grossValue'],
    home: ['homeNotional'],
    quote: ['foreignNotional'],
    retail: ['RPI'],
  },
  required: ['time', 'market', 'side', 'size', 'price', 'trade_id', 'home'],
  sniff: (head, standard) => {
    // BitMEX writes dates where Bybit writes seconds, and the kind of trade in a column of its own
    const at = head.columns.findIndex((column) => column.toLowerCase() === 'timestamp');
    const dated =
      hasColumn(head, 'trdType') ||
      head.rows.slice(0, 10).filter((row) => /^\d{4}-\d\d-\d\d/.test(row[at] ?? '')).length >
        Math.min(10, head.rows.length) / 2;
    return !dated ? standard : 0;
  },
  options: z.object({ venue: z.string().min(1).default('bybit') }),
  derive: () => ({}),
  sql,
});
