/** What the preload of the desktop host puts on `window.spyhop`: these two things and no more. */
export interface DesktopBridge {
  /**
   * Asks for a line to the engine. The port arrives as a `message` event of the page's own window with
   * `{ type: ENGINE_PORT, id }`, for a port cannot be returned from a preload.
   */
  openEnginePort(id: string): void;
  readonly shell: {
    chooseFiles(options: { folder?: boolean; title: string }): Promise<string[]>;
    /** Where a dropped or chosen file lies; empty for one that is not on disk. */
    pathForFile(file: unknown): string;
    /** Shows a file in its folder. */
    reveal(path: string): Promise<void>;
  };
}

export const ENGINE_PORT = 'spyhop:engine-port';
