import { z } from 'zod';
import { importer } from '../define.ts';
import { fitsByPosition, shape } from '../match.ts';
import { marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'binance-spot-agg-trades',
  label: 'Binance spot aggregate trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    trade_id: ['aggId'],
    price: ['price'],
    quantity: ['qty'],
    first_id: ['firstId'],
    last_id: ['lastId'],
    time: ['timestamp'],
    buyer_maker: ['isBuyerMaker'],
    best_match: ['isBestMatch'],
  },
  required: ['trade_id', 'price', 'quantity', 'first_id', 'last_id', 'time', 'buyer_maker', 'best_match'],
  headerless: ['trade_id', 'price', 'quantity', 'first_id', 'last_id', 'time', 'buyer_maker', 'best_match'],
  sniff: (head, standard) =>
    Math.max(
      standard,
      fitsByPosition(head, [
        shape.whole,
        shape.decimal,
        shape.decimal,
        shape.whole,
        shape.whole,
        shape.epoch,
        shape.flag,
        shape.flag,
      ]),
    ),
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => ({ venue: 'binance', market: marketInName(head.fileName) }),
  sql,
});
