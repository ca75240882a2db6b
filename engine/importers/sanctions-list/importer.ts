import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

const tickerInName = (fileName: string) =>
  /sanctioned[-_]addresses[-_]([A-Za-z0-9]+)\.\w+$/i.exec(fileName)?.[1]?.toUpperCase();

export default importer({
  id: 'sanctions-list',
  label: 'Sanctioned addresses (list)',
  family: 'labels',
  target: 'tag',
  extensions: ['txt', 'json', 'csv'],
  columns: {
    address: ['value', 'column0', 'address'],
  },
  required: ['address'],
  sniff: (head, standard) =>
    standard > 0 && head.columns.length === 1 && tickerInName(head.fileName) ? 1 : 0,
  options: z.object({
    ticker: z
      .string()
      .default('')
      .meta({ title: 'Ticker', description: 'Of the list, as in sanctioned_addresses_XBT.txt.' }),
  }),
  derive: (head) => ({ ticker: tickerInName(head.fileName) }),
  sql,
});
