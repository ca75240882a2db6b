/** One sentence for a file-system error: what happened, what was kept, what to do. */
export function diskMessage(error: unknown, path: string): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  switch (code) {
    case 'ENOSPC':
      return `The disk is full; ${path} was not taken in. What was imported before is kept. Free some space and import it again.`;
    case 'EACCES':
    case 'EPERM':
      return `No permission for ${path}. Nothing was changed; check the owner and mode of the file and the case folder.`;
    case 'EROFS':
      return `${path} lies on a read-only disk. Nothing was changed; choose a folder that can be written.`;
    case 'ENOENT':
      return `${path} does not exist. Nothing was changed; check the path.`;
    case 'EISDIR':
      return `${path} is a folder where a file is expected. Nothing was changed.`;
    default:
      return `${path} could not be read or written (${code || (error instanceof Error ? error.message : String(error))}). Nothing was changed.`;
  }
}
