import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { takeDrop } from '../workspace/drop.ts';

/** The whole window takes files at any time, whatever page is shown. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a keyboard twin, the file dialog
    <div
      className="drop-root"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current++;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void takeDrop(event.dataTransfer);
      }}
    >
      {children}
      {over && (
        <div className="drop-veil" aria-hidden="true">
          <p>Release to read the files. Nothing is imported before you have seen what they hold.</p>
        </div>
      )}
    </div>
  );
}
