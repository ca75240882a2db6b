import type { EntitySummary } from '#contract/entities.ts';
import { countOf, shownOf } from './format.ts';

const listed = 4;

/** Entities an address is part of, smallest first; nothing where it is part of none. */
export function BelongsTo({
  found,
  onOpen,
}: {
  readonly found: readonly EntitySummary[];
  readonly onOpen: (id: string) => void;
}) {
  if (found.length === 0) return null;
  return (
    <p className="belongs-to">
      Belongs to{' '}
      {found.slice(0, listed).map((one, place) => (
        <span key={one.id}>
          {place > 0 && ', '}
          <button
            type="button"
            className="link"
            title={`${one.kind === 'group' ? 'A group in the view' : 'Says'} ${one.saidBy.join(', ')}. Opens the page of all its addresses as one.`}
            onClick={() => onOpen(one.id)}
          >
            {one.name}
          </button>{' '}
          <span className="muted">
            ({countOf(one.addresses, 'address', 'addresses')}
            {one.kind === 'group' && ', a group of the graph'})
          </span>
        </span>
      ))}
      {found.length > listed && (
        <span className="muted">; {shownOf(listed, found.length, 'entity', 'entities')}</span>
      )}
    </p>
  );
}
