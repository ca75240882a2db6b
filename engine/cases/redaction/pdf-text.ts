import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

type Glyphs = ReadonlyMap<string, string>;

const OBJECT = /(\d+) 0 obj\s*([\s\S]*?)(stream\r?\n|endobj)/g;

const utf16 = (hex: string): string => {
  const bytes = Buffer.from(hex, 'hex');
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : '';
};

/** What each glyph of a font stands for, from its ToUnicode map. */
function glyphsOf(map: string): Glyphs {
  const glyphs = new Map<string, string>();
  const name = (code: number) => code.toString(16).padStart(4, '0');
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]*)>/gi))
      glyphs.set(code.toLowerCase(), utf16(to));
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, low = '', , list, to] of block.matchAll(
      /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:\[([^\]]*)\]|<([0-9a-f]*)>)/gi,
    )) {
      const first = Number.parseInt(low, 16);
      const texts =
        list === undefined ? [to ?? ''] : [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex]) => hex ?? '');
      for (const [index, hex] of texts.entries())
        glyphs.set(name(first + index), utf16(hex.replaceAll(' ', '')));
    }
  return glyphs;
}

/** A text of a PDF in brackets, such as a title or a bookmark. */
function literalOf(text: string): string {
  const bytes = text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code)
      ? String.fromCharCode(Number.parseInt(code, 8))
      : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[code] ?? code),
  );
  return bytes.startsWith('\u00fe\u00ff')
    ? utf16(Buffer.from(bytes.slice(2), 'latin1').toString('hex'))
    : bytes;
}

/**
 * The text of a PDF that this program wrote, page after page, then titles and bookmarks. Where it breaks lines and words
 * cannot be told from where they end; see `wordPattern`. Null for a PDF of another program: it may draw its text otherwise.
 */
export function pdfText(path: string): string | null {
  const bytes = readFileSync(path);
  const file = bytes.toString('latin1');
  const heads = new Map<string, string>();
  const streams = new Map<string, Buffer>();
  OBJECT.lastIndex = 0;
  for (let found = OBJECT.exec(file); found; found = OBJECT.exec(file)) {
    const [, id = '', head = '', end = ''] = found;
    heads.set(id, head);
    if (end === 'endobj') continue;
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    streams.set(id, bytes.subarray(OBJECT.lastIndex, OBJECT.lastIndex + length));
    OBJECT.lastIndex += length;
  }
  const producer = [...heads.values()].map((head) => /\/Producer (\d+) 0 R/.exec(head)?.[1]).find(Boolean);
  if (!heads.get(producer ?? '')?.startsWith('(Spyhop ')) return null;
  const content = (id: string): string => {
    const stream = streams.get(id);
    if (!stream) return '';
    return (/\/FlateDecode/.test(heads.get(id) ?? '') ? inflateSync(stream) : stream).toString('latin1');
  };
  const fonts = new Map<string, Glyphs | null>();
  for (const head of heads.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(heads.get(id) ?? '')?.[1];
      if (!fonts.get(name)) fonts.set(name, map === undefined ? null : glyphsOf(content(map)));
    }
  const texts: string[] = [];
  for (const [id, head] of heads)
    if (
      streams.has(id) &&
      !/\/Subtype \/Image|\/Length1|\/Type \/(XRef|Metadata)|FontFile|CIDFontType0C/.test(head)
    )
      texts.push(shown(content(id), fonts));
  for (const head of heads.values())
    for (const [, text = ''] of head.matchAll(/\(((?:\\[\s\S]|[^\\()])*)\)/g)) texts.push(literalOf(text));
  return texts.join('\n');
}

/** What the operators of a page show, in their order. */
function shown(operators: string, fonts: ReadonlyMap<string, Glyphs | null>): string {
  if (!/\bT[jJ]\b/.test(operators)) return '';
  let glyphs: Glyphs | null = null;
  let text = '';
  for (const [, font, array, string] of operators.matchAll(
    /\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ|<([0-9a-f]*)>\s*Tj|\bET\b/gi,
  ))
    if (font !== undefined) glyphs = fonts.get(font) ?? null;
    else if (array === undefined && string === undefined) text += ' ';
    else
      for (const [, hex = ''] of (string === undefined ? (array ?? '') : `<${string}>`).matchAll(
        /<([0-9a-f]*)>/gi,
      ))
        text += glyphs
          ? (hex.match(/.{4}/g) ?? []).map((code) => glyphs?.get(code.toLowerCase()) ?? '').join('')
          : Buffer.from(hex, 'hex').toString('latin1');
  return text;
}
