/** One sentence for a file-system error while something is written for others or restored. */
export function writeMessage(error: unknown, path: string): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const text = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left|ENOSPC/i.test(text))
    return `The disk is full; ${path} was not written and nothing was changed. Free some space or choose another disk, then try again.`;
  if (code === 'EACCES' || code === 'EPERM' || /permission denied/i.test(text))
    return `No permission to write ${path}. Nothing was changed; choose a folder that can be written.`;
  if (code === 'EROFS')
    return `${path} lies on a read-only disk. Nothing was changed; choose a folder that can be written.`;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return `The folder of ${path} does not exist. Nothing was changed; make it first or choose another.`;
  return `${path} could not be written (${code || (text.split('\n')[0] ?? '')}). Nothing was changed.`;
}
