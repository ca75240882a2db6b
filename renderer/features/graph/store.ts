import { create } from 'zustand';
import type { Camera } from '../../graph/camera.ts';
import { type ExpandFilter, type ExpandHow, emptyView, type GraphView } from '../../graph/view.ts';
import type { GraphColouring } from '../../workspace/graph-colouring.ts';
import { didStep } from '../../workspace/store.ts';

export type PanelTab = 'nodes' | 'flows' | 'paths' | 'between';

export type GraphDialog =
  | { readonly kind: 'add' }
  | { readonly kind: 'choose'; readonly node: string }
  | { readonly kind: 'note'; readonly id: string }
  | { readonly kind: 'group'; readonly ids: readonly string[]; readonly rename: string | null }
  /** `page` is the group whose page opens once it is kept. */
  | { readonly kind: 'save'; readonly page?: string };

export interface PathSettings {
  readonly maxHops: number;
  readonly inOrder: boolean;
  readonly throughServices: boolean;
  readonly assetChanges: boolean;
}

/** The view a graph was opened from or saved as. */
export interface KeptAs {
  readonly id: string;
  readonly name: string;
  /** The originals of the case are others than when it was saved. */
  readonly dataChanged: boolean;
  readonly view: GraphView;
}

export interface GraphState {
  /** The case all of this belongs to. */
  readonly caseId: string;
  readonly view: GraphView;
  /** The seed of the workspace this view was started from. */
  readonly startedFrom: string | null;
  readonly keptAs: KeptAs | null;
  /** The trace of another page that was taken in last. */
  readonly shownTrace: GraphColouring | null;
  /** The node or flow the pointer or the keyboard is at. */
  readonly at: string | null;
  /** Nodes and flows chosen together. */
  readonly picked: readonly string[];
  readonly direction: ExpandHow['direction'];
  readonly by: ExpandHow['by'];
  readonly filter: ExpandFilter;
  /** How many counterparties an expansion asks for. */
  readonly limit: number;
  readonly panel: PanelTab | null;
  readonly panelHeight: number;
  readonly dialog: GraphDialog | null;
  readonly pathEnds: readonly string[];
  readonly paths: PathSettings;
  /** Where to look once the scene is there: what a saved view brought, or everything. */
  readonly lookAt: Camera | 'all' | null;
  /** Text sought among the drawn nodes. */
  readonly find: string;
  /** Work under way, in words. */
  readonly busy: string | null;
}

export const startGraph: GraphState = {
  caseId: '',
  view: emptyView,
  startedFrom: null,
  keptAs: null,
  shownTrace: null,
  at: null,
  picked: [],
  direction: 'both',
  by: 'value',
  filter: {},
  limit: 12,
  panel: null,
  panelHeight: 230,
  dialog: null,
  pathEnds: [],
  paths: { maxHops: 4, inOrder: true, throughServices: false, assetChanges: false },
  lookAt: null,
  find: '',
  busy: null,
};
export const useGraph = create<GraphState>(() => startGraph);

/** What commands act on: the chosen ones together, or the one the keyboard is at. */
export const acting = ({ picked, at }: Pick<GraphState, 'picked' | 'at'>): readonly string[] =>
  picked.length > 0 ? picked : at === null ? [] : [at];

/** Changes the view; Ctrl Z goes back to exactly what was there before. */
export function changeView(label: string, update: (view: GraphView) => GraphView): boolean {
  const before = useGraph.getState().view;
  const after = update(before);
  if (after === before) return false;
  useGraph.setState({ view: after });
  didStep({
    label,
    undo: () => useGraph.setState({ view: before }),
    redo: () => useGraph.setState({ view: after }),
  });
  return true;
}

export const openDialog = (dialog: GraphDialog | null): void => useGraph.setState({ dialog });
export const setPanel = (panel: PanelTab | null): void => useGraph.setState({ panel });

/** Chooses one and nothing else. */
export const pick = (id: string | null): void => useGraph.setState({ at: id, picked: [] });
export const pickAll = (ids: readonly string[]): void =>
  useGraph.setState(ids.length === 1 ? { at: ids[0] ?? null, picked: [] } : { picked: ids });

/** Adds to what is chosen together, or takes away from it. */
export function togglePick(id: string): void {
  useGraph.setState((s) => {
    const together = s.picked.length > 0 ? s.picked : s.at !== null && s.at !== id ? [s.at] : [];
    return {
      at: id,
      picked: together.includes(id) ? together.filter((one) => one !== id) : [...together, id],
    };
  });
}
