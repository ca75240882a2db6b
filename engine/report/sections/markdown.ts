import { marked, type Token, type Tokens } from 'marked';
import { type Block, heading, type Inline, paragraph, type Run } from '../blocks.ts';

type Look = Pick<Run, 'bold' | 'italic' | 'code'>;

/** Markdown as blocks. HTML inside it is printed as text; pictures and links from outside are named, never loaded. */
export function markdown(text: string): Block[] {
  return marked.lexer(text).flatMap(blockOf);
}

function blockOf(token: Token): Block[] {
  switch (token.type) {
    case 'heading':
      return [heading(3, (token as Tokens.Heading).text, { listed: false })];
    case 'list': {
      const list = token as Tokens.List;
      return [
        {
          type: 'list',
          ordered: list.ordered,
          items: list.items.map((item) => inline(item.tokens.flatMap((one) => inlineTokens(one)))),
        },
      ];
    }
    case 'table': {
      const table = token as Tokens.Table;
      return [
        {
          type: 'table',
          name: 'Table of a note',
          columns: table.header.map((cell, at) => ({
            title: cell.text,
            width: 100 / table.header.length,
            end: table.align[at] === 'right',
          })),
          rows: table.rows.map((row) => row.map((cell) => inline(cell.tokens))),
        },
      ];
    }
    case 'code':
      return [paragraph([{ text: (token as Tokens.Code).text, code: true }])];
    case 'blockquote':
      return ((token as Tokens.Blockquote).tokens ?? []).flatMap(blockOf);
    case 'space':
    case 'hr':
    case 'def':
      return [];
    default:
      return [paragraph(inline(inlineTokens(token)))];
  }
}

const inlineTokens = (token: Token): Token[] =>
  'tokens' in token && token.tokens && token.type !== 'strong' && token.type !== 'em'
    ? token.tokens
    : [token];

const inline = (tokens: readonly Token[], look: Look = {}): Inline =>
  tokens.flatMap((token) => runs(token, look));

function runs(token: Token, look: Look): Run[] {
  const within = (more: Look) =>
    ((token as { tokens?: Token[] }).tokens ?? []).flatMap((one) => runs(one, { ...look, ...more }));
  switch (token.type) {
    case 'strong':
      return within({ bold: true });
    case 'em':
      return within({ italic: true });
    case 'codespan':
      return [{ ...look, text: (token as Tokens.Codespan).text, code: true }];
    case 'br':
      return [{ text: '\n' }];
    case 'link': {
      const { href, text } = token as Tokens.Link;
      return [{ ...look, text: href === text ? text : `${text} (${href})` }];
    }
    case 'image':
      return [{ ...look, text: `[picture: ${(token as Tokens.Image).text}]` }];
    case 'text':
    case 'paragraph': {
      const inner = within({});
      return inner.length > 0 ? inner : [{ ...look, text: decoded((token as Tokens.Text).text) }];
    }
    default:
      return [{ ...look, text: decoded(token.raw) }];
  }
}

/** The lexer leaves entities as they were typed. */
const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
