import { randomBytes } from 'node:crypto';

export interface RegisteredFile {
  readonly path: string;
  readonly fileName: string;
}

/** The files a page may download: only those which the engine made and registered, under a random name. */
export class FileRegistry {
  readonly #files = new Map<string, RegisteredFile>();
  readonly #ids = new Map<string, string>();

  /** @returns the address of the file on this host, `/files/<id>`; the same for the same path. */
  register(path: string, fileName: string): string {
    const id = this.#ids.get(path) ?? randomBytes(16).toString('base64url');
    this.#ids.set(path, id);
    this.#files.set(id, { path, fileName });
    return `/files/${id}`;
  }

  find(id: string): RegisteredFile | undefined {
    return this.#files.get(id);
  }
}

/** `Content-Disposition` for a download under any name (RFC 6266, RFC 8187). */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
