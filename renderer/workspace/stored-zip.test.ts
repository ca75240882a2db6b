import fc from 'fast-check';
import { expect, it } from 'vitest';
import { storedZip, zipEntry } from './stored-zip.ts';

/** Reads an archive by its central directory, as programs do. */
function read(bytes: Uint8Array): { name: string; content: number[]; crc: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const crc = view.getUint32(at + 16, true);
    const size = view.getUint32(at + 24, true);
    const length = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    const begin = local + 30 + view.getUint16(local + 26, true);
    at += 46 + length;
    return {
      name: new TextDecoder().decode(bytes.subarray(at - length, at)),
      content: [...bytes.subarray(begin, begin + size)],
      crc,
    };
  });
}

it('gives back every file as it was, and the same archive for the same files', async () => {
  const entry = fc.record({
    name: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
    content: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (entries) => {
      const zipped = () => storedZip(entries.map(({ name, content }) => zipEntry(name, content)));
      const bytes = new Uint8Array(await zipped().arrayBuffer());
      expect(read(bytes).map(({ name, content }) => ({ name, content }))).toEqual(
        entries.map(({ name, content }) => ({ name, content: [...content] })),
      );
      expect(new Uint8Array(await zipped().arrayBuffer())).toEqual(bytes);
    }),
    { numRuns: 60 },
  );
});

it('names the checksum of the standard', async () => {
  // the check value of CRC-32/ISO-HDLC
  const content = new TextEncoder().encode('123456789');
  const [file] = read(new Uint8Array(await storedZip([zipEntry('check', content)]).arrayBuffer()));
  expect(file!.crc).toBe(0xcbf43926);
});
