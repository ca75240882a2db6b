import { z } from 'zod';
import { importer } from '../define.ts';
import { fitsByPosition, hasColumn, shape } from '../match.ts';
import { futuresVenue, marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'binance-futures-trades',
  label: 'Binance futures trades',
  family: 'exchange',
  target: 'trade',
  extensions: ['csv'],
  columns: {
    trade_id: ['id'],
    price: ['price'],
    quantity: ['qty'],
    quote: ['quote_qty'],
    base: ['base_qty'],
    time: ['time'],
    buyer_maker: ['is_buyer_maker'],
  },
  required: ['trade_id', 'price', 'quantity', 'time', 'buyer_maker'],
  headerless: ['trade_id', 'price', 'quantity', 'quote', 'time', 'buyer_maker'],
  sniff: (head, standard) =>
    Math.max(
      hasColumn(head, 'quote_qty', 'base_qty') && !hasColumn(head, 'is_best_match') ? standard : 0,
      fitsByPosition(head, [
        shape.whole,
        shape.decimal,
        shape.decimal,
        shape.decimal,
        shape.epoch,
        shape.flag,
      ]),
    ),
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => {
    const market = marketInName(head.fileName);
    // only files of coin-margined futures state the amount in coins beside the contracts
    return { market, venue: hasColumn(head, 'base_qty') ? 'binance-coinm' : futuresVenue(market) };
  },
  sql,
});
