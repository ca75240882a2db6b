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
