import { createReadStream } from 'node:fs';
import { encodingOf, readHead } from './bytes.ts';

export interface PhysicalLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** The bytes were not valid in the file's encoding. */
  readonly invalid: boolean;
}

/** Longer lines are given out cut, so that one broken file cannot fill the memory. */
export const MAX_LINE = 4 * 1024 * 1024;

/** The lines of a text file, ended by LF, CRLF or CR, whichever stands there. */
export async function* physicalLines(path: string, signal?: AbortSignal): AsyncGenerator<PhysicalLine> {
  const encoding = encodingOf(await readHead(path, 4));
  const decoder = new TextDecoder(encoding);
  let rest = '';
  let line = 0;
  let skipFeed = false;
  const give = (text: string): PhysicalLine => {
    line += 1;
    return { line, text: text.slice(0, MAX_LINE), invalid: text.includes('\uFFFD') };
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18, signal })) {
    const text = rest + decoder.decode(chunk as Buffer, { stream: true });
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      if (code === 10 && skipFeed && at === start) {
        skipFeed = false;
        start = at + 1;
        continue;
      }
      yield give(text.slice(start, at));
      skipFeed = code === 13;
      start = at + 1;
    }
    rest = text.slice(start);
    if (rest.length > 0) skipFeed = false;
    if (rest.length > MAX_LINE * 4) rest = rest.slice(0, MAX_LINE * 2);
  }
  rest += decoder.decode();
  if (rest.length > 0) yield give(rest);
}
