import { useWorkspace } from '../workspace/store.ts';

/** Shown while the line to the engine is down; it is opened again by itself. */
export function LostStrip() {
  const reason = useWorkspace((s) => s.engineLost);
  if (reason === null) return null;
  return (
    <p className="lost-strip" role="alert">
      {reason} What is on screen was read before. The window connects again by itself.
    </p>
  );
}
