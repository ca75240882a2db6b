import { create } from 'zustand';
import type { LayoutName } from '../../graph/graph-canvas.ts';
import { type Expansion, emptyView, type GraphView } from '../../graph/model.ts';
import { didStep } from '../../workspace/store.ts';

export interface GraphState {
  readonly view: GraphView;
  readonly layout: LayoutName;
  readonly direction: Expansion['direction'];
  readonly by: Expansion['by'];
  /** How many counterparties an expansion asks for. */
  readonly limit: number;
}

export const startGraph: GraphState = {
  view: emptyView,
  layout: 'flow',
  direction: 'both',
  by: 'value',
  limit: 12,
};
export const useGraph = create<GraphState>(() => startGraph);

export const howNow = ({ direction, by, limit }: GraphState): Omit<Expansion, 'node'> => ({
  direction,
  by,
  limit,
});

/** Changes what is drawn; Ctrl Z goes back to what was drawn before. */
export function changeView(label: string, update: (view: GraphView) => GraphView): void {
  const before = useGraph.getState().view;
  const after = update(before);
  if (after === before) return;
  useGraph.setState({ view: after });
  didStep({
    label,
    undo: () => useGraph.setState({ view: before }),
    redo: () => useGraph.setState({ view: after }),
  });
}
