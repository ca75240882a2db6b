import { z } from 'zod';
import { importer } from '../define.ts';
import { marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'bybit-spot-trades',
  label: 'Bybit spot trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    trade_id: ['id'],
    time: ['timestamp'],
    price: ['price'],
    volume: ['volume'],
    side: ['side'],
    retail: ['rpi'],
  },
  required: ['trade_id', 'time', 'price', 'volume', 'side'],
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => ({ venue: 'bybit-spot', market: marketInName(head.fileName) }),
  sql,
});
