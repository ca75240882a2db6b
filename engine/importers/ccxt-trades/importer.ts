import { z } from 'zod';
import { importer } from '../define.ts';
import { venueInName, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'ccxt-trades',
  label: 'CCXT trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv', 'json', 'ndjson', 'parquet'],
  columns: {
    market: ['symbol'],
    unix_time: ['timestamp'],
    date_time: ['datetime'],
    trade_id: ['id'],
    side: ['side'],
    price: ['price'],
    amount: ['amount'],
    cost: ['cost', /^\w+_volume$/i],
    order_id: ['order'],
    order_type: ['type'],
    role: ['takerOrMaker'],
    fee: ['fee'],
    fees: ['fees'],
    info: ['info'],
  },
  required: ['market', 'unix_time', 'date_time', 'side', 'price', 'amount'],
  options: z.object({ venue: venueOption }),
  derive: (head) => ({ venue: venueInName(head.fileName) }),
  sql,
});
