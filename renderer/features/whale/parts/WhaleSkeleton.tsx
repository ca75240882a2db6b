import { Skeleton } from '../../../ui/states.tsx';

/** Grey shapes where head, curve and tables will be. */
export function WhaleSkeleton({
  whales,
  entity,
}: {
  readonly whales: number;
  /** An entity may have very many rows. */
  readonly entity: boolean;
}) {
  return (
    <div className="whale-scroll">
      <Skeleton lines={2} label="Reading the rows" />
      {entity && (
        <p className="muted whale-statement" role="status">
          Adding up the rows of all its addresses. Leaving the page stops it.
        </p>
      )}
      <div className="whale-grid" aria-hidden="true">
        {Array.from({ length: whales > 1 ? whales : 4 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity
          <div key={i} className="panel whale-shape" />
        ))}
      </div>
    </div>
  );
}
