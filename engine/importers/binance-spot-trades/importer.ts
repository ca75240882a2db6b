import { z } from 'zod';
import { importer } from '../define.ts';
import { fitsByPosition, shape } from '../match.ts';
import { marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'binance-spot-trades',
  label: 'Binance spot trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    trade_id: ['id'],
    price: ['price'],
    quantity: ['qty'],
    quote: ['quoteQty', 'quote_qty'],
    time: ['time'],
    buyer_maker: ['isBuyerMaker', 'is_buyer_maker'],
    best_match: ['isBestMatch', 'is_best_match'],
  },
  required: ['trade_id', 'price', 'quantity', 'quote', 'time', 'buyer_maker', 'best_match'],
  headerless: ['trade_id', 'price', 'quantity', 'quote', 'time', 'buyer_maker', 'best_match'],
  sniff: (head, standard) =>
    Math.max(
      standard,
      fitsByPosition(head, [
        shape.whole,
        shape.decimal,
        shape.decimal,
        shape.decimal,
        shape.epoch,
        shape.flag,
        shape.flag,
      ]),
    ),
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => ({ venue: 'binance', market: marketInName(head.fileName) }),
  sql,
});
