/**
 * Operating-system services the window needs. The desktop host answers through the preload,
 * the browser host with what a page can do.
 */
export interface Shell {
  readonly host: 'desktop' | 'browser';
  /** Lets the user choose files or a folder; paths on the engine's machine, [] when dismissed. */
  chooseFiles(options: { folder?: boolean; title: string }): Promise<string[]>;
  /** Paths on the engine's machine for files dropped on or chosen in the page. */
  pathsOf(files: readonly unknown[], onProgress?: (sent: number, total: number) => void): Promise<string[]>;
  /** Shows a finished file to the user: reveals it in the folder, or downloads it. */
  present(file: { path: string; url: string | null; fileName: string }): Promise<void>;
}
