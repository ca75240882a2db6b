import { z } from 'zod';
import { importer } from '../define.ts';
import { fitsByPosition, shape } from '../match.ts';
import { marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'binance-spot-klines',
  label: 'Binance spot candles',
  family: 'exchange',
  target: 'candle',
  extensions: ['csv'],
  columns: {
    open_time: ['open_time'],
    open: ['open'],
    high: ['high'],
    low: ['low'],
    close: ['close'],
    volume: ['volume'],
    close_time: ['close_time'],
    quote_volume: ['quote_volume'],
    trades: ['count'],
    taker_buy_volume: ['taker_buy_volume'],
    taker_buy_quote_volume: ['taker_buy_quote_volume'],
    ignored: ['ignore'],
  },
  required: ['open_time', 'open', 'high', 'low', 'close', 'volume', 'close_time', 'quote_volume'],
  headerless: [
    'open_time',
    'open',
    'high',
    'low',
    'close',
    'volume',
    'close_time',
    'quote_volume',
    'trades',
    'taker_buy_volume',
    'taker_buy_quote_volume',
    'ignored',
  ],
  sniff: (head) =>
    fitsByPosition(head, [
      shape.epoch,
      shape.decimal,
      shape.decimal,
      shape.decimal,
      shape.decimal,
      shape.decimal,
      shape.epoch,
      shape.decimal,
      shape.whole,
      shape.decimal,
      shape.decimal,
      shape.decimal,
    ]),
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => ({ venue: 'binance', market: marketInName(head.fileName) }),
  sql,
});
