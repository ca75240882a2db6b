import { parse } from 'csv-parse/sync';

/** A pseudo-random source that gives the same numbers for the same seed (mulberry32). */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** Cells that no importer should take for what it looks for, or should take exactly. */
export const nastyCells: readonly string[] = [
  '',
  ' ',
  '0',
  '-0',
  '-1',
  '-0.5',
  '1e18',
  '1e400',
  '1E-400',
  '.5',
  '5.',
  '1,000',
  '1,00',
  '1.000,5',
  '١٢٣',
  '1_000',
  '0x1F',
  '+7',
  '007',
  'NaN',
  'nan',
  'inf',
  '-inf',
  'Infinity',
  'null',
  'NULL',
  'None',
  'N/A',
  '-0-',
  'true',
  'TRUE',
  (2n ** 256n - 1n).toString(),
  (2n ** 256n).toString(),
  `-${2n ** 255n}`,
  '9'.repeat(400),
  '9'.repeat(20_000),
  '02/05/2023 12:19',
  '5/2/2023 12:19:59 PM',
  '2023.05.02',
  '2 May 2023',
  '2023-13-45',
  '2023-02-30 00:00:00',
  '0000-00-00',
  '9999-12-31T23:59:59Z',
  '2023-05-02T12:19:59+25:00',
  '1683029999',
  '1683029999000',
  '1683029999000000',
  '99999999999999999999',
  '-1683029999',
  '3 days ago',
  '=HYPERLINK("http://example.org","x")',
  '=1+1',
  '+1+1',
  '@SUM(A1)',
  '-2+3',
  '0x',
  '0xzz',
  `0x${'0'.repeat(39)}`,
  `0x${'f'.repeat(41)}`,
  `0X${'A'.repeat(40)}`,
  `0x${'a'.repeat(64)}`,
  "Robert'); DROP TABLE transfer;--",
  '../../etc/passwd',
  '😀',
  'e\u0301',
  '\u200b',
  '\ufeff',
  '\u202Eevil',
  '{"a":1}',
  '[1,2',
  '"',
  '""',
  '"unclosed',
  'a"b',
  '\\',
  '\\"',
  'line\nbreak',
  'tab\there',
  'a,b;c|d',
];

const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const write = (table: readonly (readonly string[])[], delimiter = ','): string =>
  `${table.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join('\n')}\n`;

/** A damaged copy: its bytes, how it was damaged, and its count of records where the damage leaves that certain. */
export interface Damaged {
  readonly how: string;
  readonly bytes: Buffer;
  readonly records: number | null;
}

type Damage = (
  text: string,
  dice: Dice,
  table: string[][] | null,
) => { text: string | Buffer; kept?: boolean };

const anywhere = (text: string, dice: Dice, insert: string): string => {
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + insert + text.slice(at);
};
const swapBytes = (buffer: Buffer): Buffer => Buffer.from(buffer).swap16();

/** Damage that works on any text. */
const onText: Record<string, Damage> = {
  truncated: (text, dice) => ({ text: Buffer.from(text).subarray(0, dice.below(Buffer.byteLength(text))) }),
  bom: (text) => ({ text: `\ufeff${text.replace(/^\ufeff/, '')}`, kept: true }),
  'utf-16le': (text) => ({
    text: Buffer.from(`\ufeff${text.replace(/^\ufeff/, '')}`, 'utf16le'),
    kept: true,
  }),
  'utf-16be': (text) => ({
    text: swapBytes(Buffer.from(`\ufeff${text.replace(/^\ufeff/, '')}`, 'utf16le')),
    kept: true,
  }),
  'mixed line ends': (text, dice) => ({
    text: text.replace(/\r?\n/g, () => dice.pick(['\n', '\r\n', '\r'])),
    kept: true,
  }),
  nul: (text, dice) => ({ text: anywhere(text, dice, '\u0000'.repeat(1 + dice.below(3))) }),
  'wrong quotes': (text, dice) => ({
    text: anywhere(anywhere(text, dice, '"'), dice, dice.pick(['"', "'", '“'])),
  }),
  'bytes that are no text': (text, dice) => {
    const bytes = Buffer.from(text);
    for (let n = 0; n < 3; n += 1) bytes[dice.below(bytes.length)] = 0x80 + dice.below(0x7f);
    return { text: bytes };
  },
  'flipped bytes': (text, dice) => {
    const bytes = Buffer.from(text);
    for (let n = 0; n < 5; n += 1) bytes[dice.below(bytes.length)] = 32 + dice.below(95);
    return { text: bytes };
  },
  'cut out': (text, dice) => {
    const at = dice.below(text.length);
    return { text: text.slice(0, at) + text.slice(at + 1 + dice.below(60)) };
  },
  'blank lines': (text, dice) => ({ text: text.replace(/\n/g, () => (dice.next() < 0.3 ? '\n\n' : '\n')) }),
  'doubled file': (text) => ({ text: text + text }),
  'control characters': (text, dice) => ({
    text: anywhere(text, dice, String.fromCharCode(1 + dice.below(8))),
  }),
  'huge field': (text, dice) => ({ text: anywhere(text, dice, 'x'.repeat(1_100_000)) }),
  'nasty insert': (text, dice) => ({ text: anywhere(text, dice, dice.pick(nastyCells)) }),
  'value swapped': (text, dice) => {
    const values = [...text.matchAll(/: ("[^"]*"|-?[\d.]+|null|true|false)(?=[,}\n])/g)];
    if (values.length === 0) return { text: anywhere(text, dice, ',') };
    const { index, 0: found } = dice.pick(values);
    return {
      text: `${text.slice(0, index)}: ${JSON.stringify(dice.pick(nastyCells))}${text.slice(index + found.length)}`,
    };
  },
};

const withCell = (table: string[][], dice: Dice, times: number): string[][] => {
  const copy = table.map((row) => [...row]);
  for (let n = 0; n < times; n += 1) {
    const row = copy[1 + dice.below(Math.max(1, copy.length - 1))];
    if (row) row[dice.below(row.length)] = dice.pick(nastyCells);
  }
  return copy;
};

/** Damage that needs a table with a header; the count of records stays what it was. */
const onTable: Record<string, Damage> = {
  'nasty cell': (_, dice, table) => ({ text: write(withCell(table!, dice, 1)), kept: true }),
  'nasty cells': (_, dice, table) => ({ text: write(withCell(table!, dice, 6)), kept: true }),
  'shuffled columns': (_, dice, table) => {
    const order = table![0]!
      .map((_name, index) => ({ index, key: dice.next() }))
      .sort((a, b) => a.key - b.key);
    return { text: write(table!.map((row) => order.map(({ index }) => row[index] ?? ''))), kept: true };
  },
  'missing column': (_, dice, table) => {
    const gone = dice.below(table![0]!.length);
    return { text: write(table!.map((row) => row.filter((_cell, index) => index !== gone))), kept: true };
  },
  'missing header': (_, _dice, table) => ({ text: write(table!.slice(1)) }),
  'additional column': (_, dice, table) => ({
    text: write(table!.map((row, index) => [...row, index === 0 ? 'extra' : dice.pick(nastyCells)])),
    kept: true,
  }),
  'short row': (_, dice, table) => {
    const copy = table!.map((row) => [...row]);
    const row = copy[1 + dice.below(copy.length - 1)];
    row?.splice(dice.below(row.length), 1 + dice.below(3));
    return { text: write(copy) };
  },
  'another delimiter': (_, dice, table) => ({ text: write(table!, dice.pick([';', '\t', '|'])), kept: true }),
};

const textNames = Object.keys(onText);
const tableNames = Object.keys(onTable);

/** One of the ways a file may be damaged, chosen by the dice. */
export function damage(original: Buffer, kind: 'table' | 'headerless' | 'text', dice: Dice): Damaged {
  const text = original.toString('utf8');
  let table: string[][] | null = null;
  if (kind !== 'text')
    try {
      table = parse(text, { relax_column_count: true, bom: true, skip_empty_lines: true });
      table = table.filter((row) => row[0] !== '\u001a');
    } catch {
      table = null;
    }
  const usable = table !== null && table.length > 1 && table[0]!.length > 1;
  const how = usable && dice.next() < 0.55 ? dice.pick(tableNames) : dice.pick(textNames);
  // a megabyte is written seldom: it tries the limits, not the patience
  const chosen = how === 'huge field' && dice.next() < 0.8 ? 'truncated' : how;
  const result = (onTable[chosen] ?? onText[chosen])!(text, dice, table);
  const bytes = Buffer.isBuffer(result.text) ? result.text : Buffer.from(result.text);
  return {
    how: chosen,
    bytes,
    records: result.kept && usable ? table!.length - (kind === 'table' ? 1 : 0) : null,
  };
}
