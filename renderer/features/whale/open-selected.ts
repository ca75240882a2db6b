import { messageOf } from '../../workspace/messages.ts';
import { notify, openWhales, useWorkspace } from '../../workspace/store.ts';
import { alertAddresses } from './queries.ts';

/** Opens the page of the selected address, the two ends of a flow beside each other, or the subjects of an alert. */
export async function openSelected(): Promise<void> {
  const { selection } = useWorkspace.getState();
  if (selection?.kind === 'address') openWhales([`${selection.chain}:${selection.address}`]);
  else if (selection?.kind === 'edge')
    openWhales([`${selection.chain}:${selection.from}`, `${selection.chain}:${selection.to}`]);
  else if (selection?.kind === 'alert') {
    try {
      const ids = await alertAddresses(selection.id);
      if (ids.length === 0) notify('This alert names no address.');
      else openWhales(ids.slice(0, 1));
      if (ids.length > 1)
        notify(`The first of ${ids.length} subjects of the alert.`, {
          action: { label: `Compare ${Math.min(6, ids.length)}`, run: () => openWhales(ids) },
        });
    } catch (error) {
      notify(messageOf(error), { tone: 'problem' });
    }
  } else notify('Select an address, a flow or an alert first; the whale page opens on it.');
}
