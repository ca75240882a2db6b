import { z } from 'zod';
import { importer } from '../define.ts';
import { futuresVenue, marketInName, marketOption, venueOption } from '../options/venue.ts';
import sql from './load.sql?raw';

export default importer({
  id: 'binance-futures-klines',
  label: 'Binance futures candles',
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
  options: z.object({ venue: venueOption, market: marketOption }),
  derive: (head) => {
    const market = marketInName(head.fileName);
    return { market, venue: futuresVenue(market) };
  },
  sql,
});
