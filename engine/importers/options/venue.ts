import { z } from 'zod';

/** Trading venues that archives are named after; a derivatives arm is a venue of its own. */
export const venues = [
  'binance',
  'binance-usdm',
  'binance-coinm',
  'bybit',
  'bybit-spot',
  'okx',
  'bitmex',
  'kucoin',
  'kraken',
  'coinbase',
  'bitfinex',
  'bitstamp',
  'gate',
  'huobi',
  'htx',
  'mexc',
  'poloniex',
  'yobit',
  'cryptopia',
  'bittrex',
  'hitbtc',
  'deribit',
  'gemini',
  'upbit',
  'bithumb',
] as const;

export const venueOption = z
  .string()
  .min(1)
  .default('unknown')
  .meta({ title: 'Venue', description: 'The file does not name the exchange it is from.' });

export const marketOption = z.string().min(1).default('unknown').meta({
  title: 'Market',
  description: 'The file does not name its market; archives say it in the file name.',
});

/** An exchange named in a file name. */
export const venueInName = (fileName: string): string | undefined => {
  const words = fileName.toLowerCase().split(/[^a-z0-9]+/);
  return venues.find((venue) => words.includes(venue));
};

/** `BTCUSDT-trades-2024-01-01.csv`, `BTCUSD_PERP-…`, `BTCUSDT2024-01-01.csv`: archives say the market in the file name. */
export const marketInName = (fileName: string): string | undefined =>
  /^([A-Z0-9]{4,}?(?:_(?:PERP|\d{6}))?)(?=-|_\d{4}-\d|\d{4}-\d|\.)/.exec(fileName)?.[1];

/** BTCUSD_PERP and BTCUSD_240628 are margined in coins, the other futures in dollars. */
export const futuresVenue = (market: string | undefined): string =>
  /USD_(PERP|\d{6})$/.test(market ?? '') ? 'binance-coinm' : 'binance-usdm';
