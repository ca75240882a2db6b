import { basename } from 'node:path';
import type { Remaining, RemainingPlace, Unread } from '#contract/redaction.ts';
import type { Session } from '../../warehouse/session.ts';
import { searchFile } from './search-file.ts';
import { Sighting, type WordPattern, wordPattern } from './word-pattern.ts';

/** What of a bundle is searched: a name within the bag, its content, and what that is to a person. */
export interface BundledFile {
  readonly name: string;
  readonly content: { readonly file: string } | { readonly text: string };
  readonly what: string;
}

/** Looks through what went into a bundle, file by file, for words that should not be in it. */
export class RemainingWords {
  readonly #words: readonly string[];
  readonly #pattern: WordPattern;
  readonly #printed: WordPattern;
  readonly #places: RemainingPlace[] = [];
  readonly #unread: Unread[] = [];

  constructor(words: readonly string[]) {
    this.#words = words;
    this.#pattern = wordPattern(words);
    this.#printed = wordPattern(words, true);
  }

  async look(
    { name, content, what }: BundledFile,
    context: { readonly tempDir: string; readonly signal: AbortSignal; readonly session: Session },
  ): Promise<void> {
    if ('text' in content) {
      const sighting = new Sighting(this.#pattern);
      const text = content.text.normalize('NFC');
      const first = sighting.look(text);
      if (first !== null) sighting.line = text.slice(0, first).split('\n').length;
      this.#add(name, what, sighting);
      return;
    }
    const sighting = await searchFile(content.file, what, {
      ...context,
      words: this.#pattern,
      printed: this.#printed,
      unread: (unread) => void this.#unread.push(unread),
    });
    this.#add(name, what, sighting);
  }

  /** A name that the bundle itself bears. */
  lookAtName(path: string): void {
    const sighting = new Sighting(this.#pattern);
    sighting.look(basename(path).normalize('NFC'));
    this.#add(basename(path), 'name of the bundle', sighting);
  }

  #add(file: string, what: string, sighting: Sighting | null): void {
    if (!sighting?.snippet) return;
    const { words, count, snippet, line } = sighting;
    this.#places.push({ file, what, line, words: [...words], count, snippet });
  }

  get answer(): Remaining {
    return { words: this.#words.length, places: this.#places, unread: this.#unread };
  }
}
