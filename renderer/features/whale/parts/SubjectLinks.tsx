import { Fish, Waypoints } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { shortenAddress } from '../../../ui/format.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { openInGraph, openWhales } from '../../../workspace/store.ts';

/** Opens another address as a whale page or in the graph. */
export function SubjectLinks({ id }: { readonly id: string }) {
  const subject = splitNodeId(id);
  const name = shortenAddress(subject.address);
  return (
    <span className="subject-links">
      <Button
        variant="quiet"
        aria-label={`Whale page of ${name}`}
        title="Whale page"
        icon={<Fish size={13} />}
        onClick={() => openWhales([id])}
      />
      <Button
        variant="quiet"
        aria-label={`Open ${name} in the graph`}
        title="Open in graph"
        icon={<Waypoints size={13} />}
        onClick={() => openInGraph({ kind: 'address', ...subject })}
      />
    </span>
  );
}
