import type { Snippet } from '#contract/redaction.ts';

/** Characters shown on each side of what was found. */
const AROUND = 48;

/** Words as one pattern, found in either case and as JSON, CSV and XML write them. */
export interface WordPattern {
  readonly pattern: RegExp;
  /** The most characters that one occurrence may have. */
  readonly longest: number;
  wordOf(match: string): string;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** How a word may stand in a file. */
function spellings(word: string): string[] {
  const json = JSON.stringify(word).slice(1, -1);
  const units = (text: string) =>
    text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const xml = word.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    word,
    json,
    units(json),
    word.replaceAll('"', '""'),
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    encodeURIComponent(word.replace(/[\ud800-\udfff]/g, '')),
  ];
}

/**
 * @param printed for text as it is printed: blanks, line ends and invisible breaks may stand anywhere within a word
 */
export function wordPattern(words: readonly string[], printed = false): WordPattern {
  const known = new Map<string, string>();
  const keyOf = (match: string): string =>
    match.replace(printed ? /[\s\u200b\u00ad]+/g : /\s+/g, printed ? '' : ' ').toLowerCase();
  for (const word of words)
    for (const spelling of spellings(word.normalize('NFC'))) {
      const key = keyOf(spelling);
      if (key.length > 1 && !known.has(key)) known.set(key, word);
    }
  const all = [...known.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const source = (key: string): string =>
    printed ? [...key].map(escaped).join('[\\s\\u200b\\u00ad]*') : escaped(key).replaceAll(' ', '\\s+');
  return {
    pattern: new RegExp(all.map(source).join('|'), 'gi'),
    longest: all[0]?.length ?? 0,
    wordOf: (match) => known.get(keyOf(match)) ?? match,
  };
}

/** What was found in one place: which words, how often, the first with what stands around it. */
export class Sighting {
  readonly words = new Set<string>();
  count = 0;
  snippet: Snippet | null = null;
  /** 1-based line of the first, where lines are counted. */
  line: number | null = null;

  constructor(private readonly sought: WordPattern) {}

  /** Looks through a text; matches that begin before `from` or at `to` and later are not counted. Gives where the first one is. */
  look(text: string, from = 0, to = Number.POSITIVE_INFINITY, words = this.sought): number | null {
    const { pattern, wordOf } = words;
    pattern.lastIndex = from;
    let first: number | null = null;
    for (let found = pattern.exec(text); found && found.index < to; found = pattern.exec(text)) {
      const [match] = found;
      this.words.add(wordOf(match));
      this.count += 1;
      first ??= found.index;
      this.snippet ??= {
        before: plain(text.slice(Math.max(0, found.index - AROUND), found.index)),
        match,
        after: plain(text.slice(found.index + match.length, found.index + match.length + AROUND)),
      };
    }
    return first;
  }
}

/** One line without what cannot be shown. */
const plain = (text: string): string => text.replace(/[\s\p{Cc}\ufffd]+/gu, ' ');
