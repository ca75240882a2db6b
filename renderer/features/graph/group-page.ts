import { entityId } from '#contract/entities.ts';
import type { GraphView } from '../../graph/view.ts';
import { notify, openWhales } from '../../workspace/store.ts';
import { acting, openDialog, useGraph } from './store.ts';

const groupText = (view: GraphView, id: string): string | null => {
  const group = view.groups.find((one) => one.id === id);
  return group ? JSON.stringify([group.name, [...group.members].sort()]) : null;
};

/** Opens the page of a group as one subject. The case keeps groups with their view: a changed one is saved first. */
export function openGroupPage(id: string): void {
  const { view, keptAs } = useGraph.getState();
  if (keptAs && groupText(keptAs.view, id) === groupText(view, id)) showGroupPage(keptAs.id, id);
  else openDialog({ kind: 'save', page: id });
}

export const showGroupPage = (view: string, group: string): void =>
  openWhales([entityId({ kind: 'group', view, group })]);

/** The page of the group that is chosen. */
export function openChosenGroup(): void {
  const chosen = acting(useGraph.getState());
  const group = useGraph.getState().view.groups.find(({ id }) => chosen.includes(id));
  if (group) openGroupPage(group.id);
  else
    notify(
      'Choose a group first, or group what is chosen (Shift+G): its page shows all its addresses as one.',
    );
}
