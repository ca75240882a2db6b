import { EngineError } from '#contract/errors.ts';
import type { Shell } from '#contract/shell.ts';
import { sendFile } from './send-file.ts';
import { sendAll } from './upload.ts';

/** Lets the user pick files of this machine through an input that is never seen; [] when dismissed. */
function pickFiles(folder: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.hidden = true;
    input.multiple = true;
    input.webkitdirectory = folder;
    const settle = () => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', settle, { once: true });
    input.addEventListener('cancel', settle, { once: true });
    // Some browsers forget an input that is not in the page.
    document.body.append(input);
    input.click();
  });
}

const send = (
  files: readonly File[],
  onProgress?: (sent: number, total: number) => void,
): Promise<string[]> => sendAll(files, sendFile, crypto.randomUUID(), onProgress);

/** What a page can do of the operating system's services: files travel to the engine and back. */
export const browserShell: Shell = {
  host: 'browser',
  async chooseFiles({ folder = false }) {
    return send(await pickFiles(folder));
  },
  pathsOf: (files, onProgress) =>
    send(
      files.filter((file) => file instanceof File),
      onProgress,
    ),
  async present({ path, url, fileName }) {
    if (url === null || !url.startsWith('/files/')) {
      throw new EngineError(
        'not-found',
        `The file cannot be downloaded here. It lies on the engine's machine: ${path}`,
      );
    }
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
  },
};
