import { pathsOf, shellHost } from './queries.ts';
import { beginWork, handOverPaths, notify, reportProblem } from './store.ts';

const moment = 300;

/** Finds where the dropped files are for the engine, showing progress if they have to travel. */
async function deliver(files: readonly unknown[]): Promise<void> {
  if (files.length === 0) {
    notify('Nothing that can be read was dropped.');
    return;
  }
  let work: ReturnType<typeof beginWork> | null = null;
  const started = performance.now();
  try {
    const paths = await pathsOf(files, (sent, total) => {
      if (!work && performance.now() - started < moment) return;
      work ??= beginWork('Handing files to the engine');
      const seconds = (performance.now() - started) / 1000;
      const rate = seconds > 0 ? sent / seconds : null;
      work.report({
        progress: {
          stage: 'files',
          message: 'Handing files to the engine',
          done: sent,
          total,
          unit: 'bytes',
        },
        rate,
        remainingSeconds: rate ? (total - sent) / rate : null,
      });
    });
    (work as ReturnType<typeof beginWork> | null)?.end('done', 'All files are with the engine.');
    handOverPaths(paths);
  } catch (error) {
    (work as ReturnType<typeof beginWork> | null)?.end('failed', 'The files could not be handed over.');
    reportProblem(error);
  }
}

const readEntries = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return [
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
    ];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (let batch = await readEntries(reader); batch.length > 0; batch = await readEntries(reader)) {
    for (const child of batch) found.push(...(await filesUnder(child)));
  }
  return found;
}

/**
 * On the desktop a dropped folder has a path and the engine reads it itself. A page in a browser
 * is given the folder's entries instead and hands over the files in it.
 */
export async function takeDrop(transfer: DataTransfer): Promise<void> {
  const whole = [...transfer.files];
  if (shellHost() === 'desktop') return deliver(whole);
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (!entries.some((entry) => entry.isDirectory)) return deliver(whole);
  try {
    const files = (await Promise.all(entries.map(filesUnder))).flat();
    return deliver(files);
  } catch (error) {
    reportProblem(error);
  }
}
