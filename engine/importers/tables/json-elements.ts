import { createReadStream } from 'node:fs';
import { encodingOf, readHead } from './bytes.ts';
import { physicalLines } from './lines.ts';

/** One object a line, an array of them, or an object of them by key. */
export type JsonShape = 'lines' | 'array' | 'object';

export interface JsonElement {
  /** 1-based line where the element begins. */
  readonly line: number;
  /** The element's own text. */
  readonly text: string;
  /** Its name when it stands in an object, else null. */
  readonly key: string | null;
  readonly fault: string | null;
}

const MAX_ELEMENT = 64 * 1024 * 1024;

/**
 * Cuts the members of a top-level JSON array or object out of a text stream by counting brackets
 * outside strings; each is parsed on its own, so that one damaged element does not spoil the rest.
 */
class ElementCutter {
  readonly #object: boolean;
  #line = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #started = false;
  #text = '';
  #textLine = 1;

  constructor(object: boolean) {
    this.#object = object;
  }

  *feed(chunk: string): Generator<JsonElement> {
    for (const char of chunk) {
      if (char === '\n') this.#line += 1;
      if (!this.#started) {
        if (char === '[' || char === '{') this.#started = true;
        continue;
      }
      if (this.#inString) {
        this.#add(char);
        if (this.#escaped) this.#escaped = false;
        else if (char === '\\') this.#escaped = true;
        else if (char === '"') this.#inString = false;
        continue;
      }
      if (char === '"') this.#inString = true;
      if (this.#depth === 0 && (char === ',' || char === ']' || char === '}')) {
        yield* this.#give();
        continue;
      }
      if (char === '{' || char === '[') this.#depth += 1;
      if (char === '}' || char === ']') this.#depth -= 1;
      this.#add(char);
    }
  }

  *end(): Generator<JsonElement> {
    if (this.#text.trim() !== '')
      yield {
        line: this.#textLine,
        text: this.#text.trim().slice(0, 200),
        key: null,
        fault: 'the file ends inside this element',
      };
  }

  #add(char: string): void {
    if (this.#text === '') {
      if (/\s/.test(char)) return;
      this.#textLine = this.#line;
    }
    if (this.#text.length < MAX_ELEMENT) this.#text += char;
  }

  *#give(): Generator<JsonElement> {
    const text = this.#text.trim();
    this.#text = '';
    if (text === '') return;
    if (!this.#object) {
      yield { line: this.#textLine, text, key: null, fault: null };
      return;
    }
    const member = /^("(?:[^"\\]|\\.)*")\s*:\s*([\s\S]*)$/.exec(text);
    if (!member)
      yield {
        line: this.#textLine,
        text: text.slice(0, 200),
        key: null,
        fault: 'not a member of a JSON object',
      };
    else yield { line: this.#textLine, text: member[2]!, key: JSON.parse(member[1]!) as string, fault: null };
  }
}

export function jsonElements(shape: JsonShape): {
  head(text: string): Generator<JsonElement>;
  stream(path: string, signal?: AbortSignal): AsyncGenerator<JsonElement>;
} {
  if (shape === 'lines')
    return {
      *head(text) {
        for (const [index, line] of text
          .replace(/^\uFEFF/, '')
          .split(/\r\n|\n|\r/)
          .entries())
          if (line.trim() !== '') yield { line: index + 1, text: line, key: null, fault: null };
      },
      async *stream(path, signal) {
        for await (const { line, text, invalid } of physicalLines(path, signal)) {
          const value = line === 1 ? text.replace(/^\uFEFF/, '') : text;
          if (value.trim() === '') continue;
          yield {
            line,
            text: value,
            key: null,
            fault: invalid ? 'the line holds bytes that are not UTF-8 text' : null,
          };
        }
      },
    };
  return {
    *head(text) {
      yield* new ElementCutter(shape === 'object').feed(text);
    },
    async *stream(path, signal) {
      const decoder = new TextDecoder(encodingOf(await readHead(path, 4)));
      const cutter = new ElementCutter(shape === 'object');
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18, signal }))
        yield* cutter.feed(decoder.decode(chunk as Buffer, { stream: true }));
      yield* cutter.end();
    },
  };
}
