import { Fish, Waypoints } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { shortenAddress } from '../../../ui/format.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { openInGraph, openWhales } from '../../../workspace/store.ts';
import { graphSeedOf } from '../graph-seed.ts';

/** Opens an address or entity as a whale page or in the graph; without a name of its own it is called by its address. */
export function SubjectLinks({
  id,
  name = shortenAddress(splitNodeId(id).address),
}: {
  readonly id: string;
  readonly name?: string;
}) {
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
        onClick={() => openInGraph(graphSeedOf(id))}
      />
    </span>
  );
}
