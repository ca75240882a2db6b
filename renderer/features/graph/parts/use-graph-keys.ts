import { type RefObject, useMemo } from 'react';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import {
  allShown,
  type Bucket,
  grouped,
  hiddenToo,
  onlyShown,
  pinToggled,
  placed,
  slicedBy,
  split,
} from '../../../graph/view.ts';
import { type Command, useCommands } from '../../../workspace/commands.ts';
import { notify, setWide, useWorkspace } from '../../../workspace/store.ts';
import { clearGraph, closeNodes, openNodes, seekBetween, seekPaths, traceChosen } from '../actions.ts';
import { useDrawn } from '../drawn.ts';
import { openChosenGroup } from '../group-page.ts';
import { acting, changeView, openDialog, pick, pickAll, setPanel, togglePick, useGraph } from '../store.ts';
import { addGraphToCase } from '../to-case.ts';

const isNode = (id: string): boolean => useDrawn.getState().drawing.nodes.some((n) => n.id === id);

/** The drawn nodes commands act on; says what to do where there are none. Growing starts from the subject. */
function withNodes(act: (ids: readonly string[]) => void, orSubject = false): void {
  const state = useGraph.getState();
  const chosen = acting(state).filter(isNode);
  const subject = state.view.seeds.slice(0, 1).filter(isNode);
  const ids = chosen.length === 0 && orSubject ? subject : chosen;
  if (ids.length > 0) act(ids);
  else notify('Select an address of the graph first: click one, or go there with j and k.');
}

function hide(ids: readonly string[]): void {
  changeView('hid what was chosen', (v) => hiddenToo(v, ids));
  pick(null);
}

/** Splits a group, or takes chosen members out of theirs. */
function splitChosen(ids: readonly string[]): void {
  const { drawing } = useDrawn.getState();
  changeView('split a group', (view) => {
    let next = view;
    for (const id of ids) if (view.groups.some((g) => g.id === id)) next = split(next, id);
    const groups = new Set(
      drawing.nodes.filter((n) => ids.includes(n.id) && n.group).map((n) => n.group ?? ''),
    );
    for (const group of groups)
      next = split(
        next,
        group,
        drawing.nodes.filter((n) => n.group === group && ids.includes(n.id)).map((n) => n.id),
      );
    return next;
  });
}

function mergeChosen(ids: readonly string[]): void {
  const { groups } = useGraph.getState().view;
  const known = groups.find((g) => ids.includes(g.id));
  if (known) changeView('merged groups', (v) => grouped(v, ids, known.name));
  else openDialog({ kind: 'group', ids, rename: null });
}

function sliceChosen(ids: readonly string[]): void {
  const { view } = useGraph.getState();
  const next: Record<string, Bucket | null> = { none: 'hour', hour: 'day', day: null };
  const addresses = new Set(
    ids.flatMap(
      (id) => useDrawn.getState().drawing.nodes.find((n) => n.id === id && n.kind !== 'group')?.members ?? [],
    ),
  );
  changeView('cut an address by time', (v) =>
    [...addresses].reduce((one, id) => slicedBy(one, id, next[view.sliced[id] ?? 'none'] ?? null), v),
  );
}

/** Everything the page can do, by key and by name. */
export function useGraphKeys(canvas: RefObject<GraphCanvas | null>): void {
  useCommands(
    useMemo(() => {
      const goTo = (id: string | null) => {
        if (id === null) return;
        useGraph.setState({ at: id });
        canvas.current?.reveal(id);
      };
      const walk = (delta: number) => {
        const order = canvas.current?.readingOrder() ?? [];
        if (order.length === 0) return;
        const at = order.indexOf(useGraph.getState().at ?? '');
        goTo(
          order[at < 0 ? (delta > 0 ? 0 : order.length - 1) : (at + delta + order.length) % order.length] ??
            null,
        );
      };
      const towards = (x: number, y: number) => {
        const { at } = useGraph.getState();
        if (at === null || !isNode(at)) walk(1);
        else goTo(canvas.current?.towards(at, { x, y }) ?? null);
      };
      const nudge = (x: number, y: number) =>
        withNodes((ids) =>
          changeView('moved nodes', (v) =>
            placed(
              v,
              new Map(
                ids.flatMap((id) => {
                  const at = v.places[id];
                  return at ? [[id, { x: at.x + x * 20, y: at.y + y * 20 }] as const] : [];
                }),
              ),
            ),
          ),
        );
      const on =
        (act: (ids: readonly string[]) => void, orSubject = false) =>
        () =>
          withNodes(act, orSubject);
      const quiet = (id: string, title: string, keys: string[], run: () => void): Command => ({
        id,
        title,
        group: 'Graph',
        keys,
        run,
        quiet: true,
      });
      const named = (id: string, title: string, keys: string[], run: () => void): Command => ({
        id,
        title,
        group: 'Graph',
        keys,
        run,
      });
      return [
        quiet('graph-next', 'Next node', ['j'], () => walk(1)),
        quiet('graph-previous', 'Previous node', ['k'], () => walk(-1)),
        quiet('graph-left', 'Nearest node to the left', ['ArrowLeft'], () => towards(-1, 0)),
        quiet('graph-right', 'Nearest node to the right', ['ArrowRight'], () => towards(1, 0)),
        quiet('graph-up', 'Nearest node above', ['ArrowUp'], () => towards(0, -1)),
        quiet('graph-down', 'Nearest node below', ['ArrowDown'], () => towards(0, 1)),
        quiet('graph-move-left', 'Move to the left', ['Alt+ArrowLeft'], () => nudge(-1, 0)),
        quiet('graph-move-right', 'Move to the right', ['Alt+ArrowRight'], () => nudge(1, 0)),
        quiet('graph-move-up', 'Move up', ['Alt+ArrowUp'], () => nudge(0, -1)),
        quiet('graph-move-down', 'Move down', ['Alt+ArrowDown'], () => nudge(0, 1)),
        quiet('graph-open', 'Widen the inspector', ['Enter'], () => setWide(!useWorkspace.getState().wide)),
        named('graph-choose', 'Add the node to what is chosen, or release it', ['x'], () => {
          const { at } = useGraph.getState();
          if (at === null) walk(1);
          else togglePickAt(at);
        }),
        named('graph-choose-all', 'Choose all nodes', ['Ctrl+a'], () =>
          pickAll(useDrawn.getState().drawing.nodes.map((n) => n.id)),
        ),
        named('graph-add', 'Add addresses or transactions', ['a'], () => openDialog({ kind: 'add' })),
        named('graph-expand', 'Expand: bring the strongest counterparties', ['.'], on(openNodes, true)),
        named(
          'graph-facets',
          'Expand: choose which counterparties',
          ['>', 'c'],
          on((ids) => {
            const [address] = useDrawn.getState().drawing.nodes.find((n) => n.id === ids[0])?.members ?? [];
            if (address) openDialog({ kind: 'choose', node: address });
          }, true),
        ),
        named('graph-collapse', 'Collapse', [','], on(closeNodes)),
        named('graph-hide', 'Hide', ['h'], on(hide)),
        named(
          'graph-only',
          'Show only what is chosen',
          ['Shift+h'],
          on((ids) => changeView('hid all others', (v) => onlyShown(v, ids))),
        ),
        named('graph-show-all', 'Show what is hidden', ['Alt+h'], () =>
          changeView('showed what was hidden', allShown),
        ),
        named(
          'graph-pin',
          'Pin or release',
          ['p'],
          on((ids) => changeView('pinned or released', (v) => pinToggled(v, ids))),
        ),
        named('graph-note', 'Note on a node or flow', ['n'], () => {
          const [id] = acting(useGraph.getState());
          if (id === undefined) withNodes(() => {});
          else openDialog({ kind: 'note', id });
        }),
        named(
          'graph-group',
          'Group what is chosen into an entity, or merge groups',
          ['Shift+g'],
          on(mergeChosen),
        ),
        named('graph-split', 'Split a group, or take members out', ['Shift+u'], on(splitChosen)),
        named(
          'graph-rename',
          'Rename the group',
          ['r'],
          on((ids) => {
            const group = useGraph.getState().view.groups.find((g) => ids.includes(g.id));
            if (group) openDialog({ kind: 'group', ids: group.members, rename: group.id });
          }),
        ),
        named('graph-group-page', 'Whale page of the group', ['Shift+w'], openChosenGroup),
        named('graph-slice', 'Cut by hour, by day, or not', ['d'], on(sliceChosen)),
        named('graph-paths', 'Paths between what is chosen', ['w'], seekPaths),
        named('graph-between', 'Intermediaries of two addresses', ['m'], seekBetween),
        named('graph-trace', 'Trace money from here', ['y'], traceChosen),
        named('graph-table', 'Show or hide the table', ['b'], () =>
          setPanel(useGraph.getState().panel === null ? 'nodes' : null),
        ),
        named('graph-flows', 'Flows as a table', ['f'], () => setPanel('flows')),
        named('graph-to-case', 'Add the graph to the case', ['e'], () => void addGraphToCase(canvas.current)),
        named('graph-save', 'Save the view with the case', ['s'], () => openDialog({ kind: 'save' })),
        named('graph-clear', 'Clear the graph', [], clearGraph),
        named('graph-fit', 'Fit the graph into the page', ['0'], () => canvas.current?.fit()),
        named('graph-zoom-in', 'Zoom in', ['+', '='], () => canvas.current?.zoom(1.25)),
        named('graph-zoom-out', 'Zoom out', ['-'], () => canvas.current?.zoom(0.8)),
      ];
    }, [canvas]),
  );
}

/** Like a click with Ctrl, but the first press chooses the node one stands on. */
function togglePickAt(at: string): void {
  const { picked } = useGraph.getState();
  if (picked.length === 0) useGraph.setState({ picked: [at] });
  else togglePick(at);
}
