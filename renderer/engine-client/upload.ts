/** A file of the page and its place below the folder that was chosen, if one was. */
export interface Sendable {
  readonly name: string;
  readonly size: number;
  readonly webkitRelativePath?: string;
}

/** Sends one file; `onSent` is told how many of its bytes have left. Returns where its topmost part lies. */
export type Send<F extends Sendable> = (
  file: F,
  relativePath: string,
  batch: string | undefined,
  onSent: (bytes: number) => void,
) => Promise<string>;

/**
 * Sends files one after another. Files of a chosen folder go to one place, so that the folder keeps its
 * shape and comes back as one path.
 * @returns the distinct paths on the engine's machine, in the order of the files.
 */
export async function sendAll<F extends Sendable>(
  files: readonly F[],
  send: Send<F>,
  batch: string,
  onProgress: (sent: number, total: number) => void = () => {},
): Promise<string[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const paths = new Set<string>();
  let before = 0;
  onProgress(0, total);
  for (const file of files) {
    const place = file.webkitRelativePath || file.name;
    const top = await send(file, place, file.webkitRelativePath ? batch : undefined, (bytes) =>
      // Headers and padding must not carry the bar past the end of this file.
      onProgress(before + Math.min(bytes, file.size), total),
    );
    before += file.size;
    onProgress(before, total);
    paths.add(top);
  }
  return [...paths];
}
