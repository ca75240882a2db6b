/** A run of text. `to` leads to the block with that id inside the document. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly quiet?: boolean;
  readonly code?: boolean;
  readonly to?: string;
}
export type Inline = string | readonly (string | Run)[];

export type CellValue = Inline | number | null;

export interface ColumnOf {
  readonly title: string;
  /** Share of the width of the page; all shares of a table together make it full. */
  readonly width: number;
  readonly end?: boolean;
}

export type ReportPicture =
  | { readonly type: 'svg'; readonly svg: string; readonly width: number; readonly height: number }
  | { readonly type: 'png'; readonly png: Buffer; readonly width: number; readonly height: number };

/**
 * What a report is made of, whatever file it becomes. Templates make blocks; the renderers set them. The same blocks
 * give the same file.
 */
export type Block =
  | {
      readonly type: 'title';
      readonly kicker: string;
      readonly text: string;
      readonly lead: string;
    }
  | {
      readonly type: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      readonly id?: string;
      /** Begins a page. */
      readonly apart?: boolean;
      /** Stands in the table of contents; by default level 1 does. */
      readonly listed?: boolean;
    }
  | { readonly type: 'paragraph'; readonly text: Inline; readonly size?: 'large' | 'small' }
  | {
      readonly type: 'list';
      readonly ordered?: boolean;
      readonly marks?: 'none';
      readonly items: readonly Inline[];
    }
  | { readonly type: 'facts'; readonly rows: readonly (readonly [string, Inline])[] }
  | {
      readonly type: 'table';
      /** Names the table where it stands alone, as a sheet or file. */
      readonly name: string;
      readonly columns: readonly ColumnOf[];
      readonly rows: readonly (readonly CellValue[])[];
      /** Said below it, as where rows were left out. */
      readonly note?: string;
    }
  | {
      readonly type: 'picture';
      readonly picture: ReportPicture;
      readonly alt: string;
      readonly caption: string;
    }
  | { readonly type: 'contents'; readonly title: string }
  | { readonly type: 'signature'; readonly lines: readonly string[] }
  /** Stays on one page. */
  | { readonly type: 'together'; readonly blocks: readonly Block[] };

/** What stands around the blocks. */
export interface ReportFrame {
  readonly title: string;
  readonly template: string;
  readonly author: string;
  readonly program: string;
  readonly caseId: string;
  /** Entries of the journal when it was made, and the hash of the last one. */
  readonly journal: { readonly entries: number; readonly last: string };
  readonly madeAt: string;
  readonly utc: string;
  /** `page {page} of {pages}` in the language of the headings. */
  readonly pageOf: string;
}

export interface ReportDocument {
  readonly frame: ReportFrame;
  readonly blocks: readonly Block[];
}

export const heading = (
  level: 1 | 2 | 3,
  text: string,
  more: Partial<Omit<Extract<Block, { type: 'heading' }>, 'type' | 'level' | 'text'>> = {},
): Block => ({ type: 'heading', level, text, ...more });

export const paragraph = (text: Inline, size?: 'large' | 'small'): Block => ({
  type: 'paragraph',
  text,
  ...(size ? { size } : {}),
});

export const facts = (rows: readonly (readonly [string, Inline])[]): Block => ({ type: 'facts', rows });

export const bold = (text: string): Run => ({ text, bold: true });
export const quiet = (text: string): Run => ({ text, quiet: true });
export const code = (text: string): Run => ({ text, code: true });
export const link = (text: string, to: string): Run => ({ text, to });

/** Runs of text, whatever was given. */
export const runsOf = (text: Inline): readonly Run[] =>
  typeof text === 'string'
    ? [{ text }]
    : text.map((part) => (typeof part === 'string' ? { text: part } : part));

export const plainText = (text: CellValue): string =>
  text === null
    ? ''
    : typeof text === 'number'
      ? String(text)
      : runsOf(text)
          .map((run) => run.text)
          .join('');

export const count = (value: number): string => value.toLocaleString('en-US');

/** `1 file`, `2 files`; the plural where it is not the word and an s. */
export const noun = (value: number, word: string, plural = `${word}s`): string =>
  `${count(value)} ${value === 1 ? word : plural}`;

/** All blocks, also those within others. */
export function* flattened(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.type === 'together') yield* flattened(block.blocks);
  }
}
