import { type RefObject, useMemo, useRef } from 'react';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { collapsed, type Drawing, expanded, hiddenToo, pinToggled } from '../../../graph/model.ts';
import { useCommands } from '../../../workspace/commands.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { notify, select, setWide, useWorkspace } from '../../../workspace/store.ts';
import { changeView, howNow, useGraph } from '../store.ts';

/** The selected address if it is drawn. */
function withNode(drawing: Drawing, act: (id: string) => void): void {
  const { selection } = useWorkspace.getState();
  const id = selection?.kind === 'address' ? `${selection.chain}:${selection.address}` : null;
  if (id !== null && drawing.nodes.some((n) => n.id === id)) act(id);
  else notify('Select an address of the graph first: click one, or go there with j and k.');
}

export const expandNode = (id: string): void =>
  changeView('expanded an address', (view) => expanded(view, id, howNow(useGraph.getState())));

export function useGraphKeys(canvas: RefObject<GraphCanvas | null>, drawing: Drawing): void {
  const latest = useRef(drawing);
  latest.current = drawing;
  useCommands(
    useMemo(() => {
      const walk = (delta: number) => {
        const order = canvas.current?.readingOrder() ?? [];
        if (order.length === 0) return;
        const { selection } = useWorkspace.getState();
        const at =
          selection?.kind === 'address' ? order.indexOf(`${selection.chain}:${selection.address}`) : -1;
        const next = order[(at + delta + order.length) % order.length];
        if (next) select({ kind: 'address', ...splitNodeId(next) });
      };
      const on = (act: (id: string) => void) => () => withNode(latest.current, act);
      return [
        {
          id: 'graph-next',
          title: 'Next address',
          group: 'Graph',
          keys: ['j', 'ArrowDown'],
          run: () => walk(1),
          quiet: true,
        },
        {
          id: 'graph-previous',
          title: 'Previous address',
          group: 'Graph',
          keys: ['k', 'ArrowUp'],
          run: () => walk(-1),
          quiet: true,
        },
        {
          id: 'graph-open',
          title: 'Widen the inspector',
          group: 'Graph',
          keys: ['Enter'],
          run: () => setWide(!useWorkspace.getState().wide),
          quiet: true,
        },
        { id: 'graph-expand', title: 'Expand the address', group: 'Graph', keys: ['.'], run: on(expandNode) },
        {
          id: 'graph-collapse',
          title: 'Collapse the address',
          group: 'Graph',
          keys: [','],
          run: on((id) => changeView('collapsed an address', (view) => collapsed(view, id))),
        },
        {
          id: 'graph-hide',
          title: 'Hide the address',
          group: 'Graph',
          keys: ['h'],
          run: on((id) => changeView('hid an address', (view) => hiddenToo(view, id))),
        },
        {
          id: 'graph-pin',
          title: 'Pin or release the address',
          group: 'Graph',
          keys: ['p'],
          run: on((id) => changeView('pinned or released an address', (view) => pinToggled(view, id))),
        },
        {
          id: 'graph-fit',
          title: 'Fit the graph into the page',
          group: 'Graph',
          keys: ['0'],
          run: () => canvas.current?.fit(),
        },
      ];
    }, [canvas]),
  );
}
