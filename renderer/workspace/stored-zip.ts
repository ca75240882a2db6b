/** One file of an archive. Its bytes are a blob, which a browser may keep on disk. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Blob;
  readonly crc: number;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

export const zipEntry = (name: string, bytes: Uint8Array<ArrayBuffer>): ZipEntry => ({
  name,
  content: new Blob([bytes]),
  crc: crc32(bytes),
});

/** 1 January 1980, the earliest a ZIP can name: the same files always give the same archive. */
const DATE = 0x21;
const UTF8 = 0x0800;

/**
 * A ZIP of files as they are, without compression: PNGs have theirs already. (APPNOTE.TXT 6.3, 4.3.6: local headers and
 * contents, central directory, its end.)
 * @throws RangeError above 65,535 files or 4 GiB, which would need another form
 */
export function storedZip(entries: readonly ZipEntry[]): Blob {
  const parts: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, content, crc } of entries) {
    const title = new TextEncoder().encode(name);
    const fields = (view: DataView, at: number) => {
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, UTF8, true);
      view.setUint16(at + 8, DATE, true);
      view.setUint32(at + 10, crc, true);
      view.setUint32(at + 14, content.size, true);
      view.setUint32(at + 18, content.size, true);
      view.setUint16(at + 22, title.length, true);
    };
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    fields(local, 4);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    central.setUint16(4, 20, true);
    fields(central, 6);
    central.setUint32(42, offset, true);
    parts.push(new Uint8Array(local.buffer), title, content);
    directory.push(new Uint8Array(central.buffer), title);
    offset += 30 + title.length + content.size;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  if (entries.length > 0xffff || offset + size > 0xffffffff)
    throw new RangeError('The recording is larger than a ZIP holds. Record fewer frames.');
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, ...directory, new Uint8Array(end.buffer)], { type: 'application/zip' });
}
