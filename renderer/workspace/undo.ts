/** One thing that can be taken back. `undo` and `redo` may ask the engine. */
export interface UndoStep {
  readonly label: string;
  readonly undo: () => Promise<void> | void;
  readonly redo: () => Promise<void> | void;
}

export interface UndoState {
  readonly past: readonly UndoStep[];
  readonly future: readonly UndoStep[];
}

export const emptyUndo: UndoState = { past: [], future: [] };
const deepest = 200;

/** A new step ends the possibility of redoing what was undone. */
export const pushStep = (state: UndoState, step: UndoStep): UndoState => ({
  past: [...state.past, step].slice(-deepest),
  future: [],
});

export function takeUndo(state: UndoState): { step: UndoStep; state: UndoState } | null {
  const step = state.past.at(-1);
  if (!step) return null;
  return { step, state: { past: state.past.slice(0, -1), future: [step, ...state.future] } };
}

export function takeRedo(state: UndoState): { step: UndoStep; state: UndoState } | null {
  const [step, ...future] = state.future;
  if (!step) return null;
  return { step, state: { past: [...state.past, step], future } };
}
