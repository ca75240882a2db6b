import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

export const HEAD_BYTES = 256 * 1024;

export async function readHead(path: string, bytes = HEAD_BYTES): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** By byte order mark; text without one is UTF-8. */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The head as text, cut after the last whole line when the file goes on. */
export function headText(head: Buffer, cut: boolean): string {
  const text = new TextDecoder(encodingOf(head)).decode(head);
  if (!cut) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end > 0 ? text.slice(0, end + 1) : text;
}

/** Bytes of a character that a block ends in the middle of. */
function openEnd(block: Buffer): number {
  for (let back = 1; back <= Math.min(3, block.length); back += 1) {
    const byte = block[block.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/**
 * Whether a whole file is UTF-8. DuckDB 1.5.6 must not meet other bytes in a CSV of which only some columns
 * are read: it looks up the name of the column by the wrong index and gives up the database.
 */
export async function holdsUtf8(path: string, signal?: AbortSignal): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    const block = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    const end = block.length - openEnd(block);
    if (!isUtf8(block.subarray(0, end))) return false;
    rest = Buffer.from(block.subarray(end));
  }
  return rest.length === 0;
}
