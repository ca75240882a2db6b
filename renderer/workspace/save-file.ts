import { notify } from './store.ts';

/** Hands a file to the downloads of the window, and says so. */
export function saveFile(fileName: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  notify(`${fileName} was handed to the downloads of this window.`);
}
