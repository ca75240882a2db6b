import { runCommand } from '../../workspace/commands.ts';
import { messageOf } from '../../workspace/messages.ts';
import { notify, openWhales, useWorkspace } from '../../workspace/store.ts';
import { alertSubjects } from './queries.ts';

/** Opens the page of the selected address or group, the two ends of a flow beside each other, or the subjects of an alert. */
export async function openSelected(): Promise<void> {
  const { selection } = useWorkspace.getState();
  if (selection?.kind === 'address') openWhales([`${selection.chain}:${selection.address}`]);
  else if (selection?.kind === 'edge')
    openWhales([`${selection.chain}:${selection.from}`, `${selection.chain}:${selection.to}`]);
  else if (selection?.kind === 'drawn' && runCommand('graph-group-page')) return;
  else if (selection?.kind === 'alert') {
    try {
      const ids = await alertSubjects(selection.id);
      if (ids.length === 0) notify('This alert names no address or entity.');
      else openWhales(ids.slice(0, 1));
      if (ids.length > 1)
        notify(`The first of ${ids.length} subjects of the alert.`, {
          action: { label: `Compare ${Math.min(6, ids.length)}`, run: () => openWhales(ids) },
        });
    } catch (error) {
      notify(messageOf(error), { tone: 'problem' });
    }
  } else notify('Select an address, a group, a flow or an alert first; the whale page opens on it.');
}
