import type { Profile } from '#contract/whales.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { MOST_WHALES } from '../../../workspace/location.ts';
import { notify, openWhales, useWorkspace } from '../../../workspace/store.ts';
import { nameOf } from '../words.ts';
import { Chooser } from './Chooser.tsx';

/** Puts another whale on the sheet: searched, pasted, or related to one that is there. */
export function AddDialog({
  onClose,
  near,
}: {
  readonly onClose: () => void;
  readonly near: readonly Profile[];
}) {
  const whales = useWorkspace((s) => s.whales);
  const room = MOST_WHALES - whales.length;
  const related = [
    ...new Map(
      near
        .flatMap((profile) => profile.related)
        .filter(({ node }) => !whales.includes(node.id))
        .map((one) => [one.node.id, one]),
    ).values(),
  ].slice(0, 8);
  const add = (ids: readonly string[]) => {
    onClose();
    const fresh = ids.filter((id) => !whales.includes(id));
    if (fresh.length === 0) notify('It is on the sheet already.');
    else openWhales([...whales, ...fresh]);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Compare with another whale"
      description={
        room > 0
          ? `${whales.length} on the sheet, room for ${room} more.`
          : `${MOST_WHALES} are on the sheet. Take one off to add another.`
      }
    >
      {room > 0 && (
        <>
          <Chooser onChoose={add} word="Add" most={room} />
          {related.length > 0 && (
            <>
              <h3>Related by funder or counterparties</h3>
              <ul className="whale-hits">
                {related.map(({ node, reason }) => (
                  <li key={node.id}>
                    <button type="button" onClick={() => add([node.id])}>
                      <span>{nameOf(node)}</span>
                      <span className="muted">{reason}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Dialog>
  );
}
