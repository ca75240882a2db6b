import { LeaveOut, type PlaceKind, type Unread, type WordPlace } from '#contract/redaction.ts';
import { Sighting, type WordPattern, wordPattern } from './word-pattern.ts';

/** Gathers the places where words occur, as the parts of a case are looked through. */
export class Places {
  readonly words: WordPattern;
  /** The same words in printed text. */
  readonly printed: WordPattern;
  readonly unread: Unread[] = [];
  total = 0;
  canGo = 0;

  constructor(
    words: readonly string[],
    private readonly see: (place: WordPlace) => void,
  ) {
    this.words = wordPattern(words);
    this.printed = wordPattern(words, true);
  }

  /** Looks through every text in a value. */
  inTexts(value: unknown): Sighting {
    const sighting = new Sighting(this.words);
    for (const text of textsOf(value)) sighting.look(text.normalize('NFC'));
    return sighting;
  }

  /** Tells a place, where something was seen in it. `stays` says why nothing leaves it out. */
  tell(
    kind: PlaceKind,
    what: string,
    sighting: Sighting | null,
    leaveOut: Partial<LeaveOut> | null,
    stays: string | null = null,
  ): void {
    if (!sighting?.snippet) return;
    const { words, count, snippet } = sighting;
    this.total += 1;
    if (leaveOut) this.canGo += 1;
    this.see({
      kind,
      what,
      words: [...words],
      count,
      snippet,
      leaveOut: leaveOut && LeaveOut.parse(leaveOut),
      stays,
    });
  }
}

/** Every text, name and number in a value. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (Array.isArray(value)) for (const inner of value) yield* textsOf(inner);
  else if (value !== null && typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) {
      yield name;
      yield* textsOf(inner);
    }
}
