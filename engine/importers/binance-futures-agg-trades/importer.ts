import { z } from 'zod';
import { importer } from '../define.ts';
import { fitsByPosition, shape } from '../match.ts';
import { futuresVenue, marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'binance-futures-agg-trades',
  label: 'Binance futures aggregate trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    trade_id: ['agg_trade_id'],
    price: ['price'],
    quantity: ['quantity'],
    first_id: ['first_trade_id'],
    last_id: ['last_trade_id'],
    time: ['transact_time'],
    buyer_maker: ['is_buyer_maker'],
  },
  required: ['trade_id', 'price', 'quantity', 'first_id', 'last_id', 'time', 'buyer_maker'],
  headerless: ['trade_id', 'price', 'quantity', 'first_id', 'last_id', 'time', 'buyer_maker'],
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
      ]),
    ),
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => {
    const market = marketInName(head.fileName);
    return { market, venue: futuresVenue(market) };
  },
  sql,
});
