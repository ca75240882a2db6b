import { Skeleton } from '../../../ui/states.tsx';

/** Grey shapes where head, curve and tables will be. */
export function WhaleSkeleton({ whales }: { readonly whales: number }) {
  return (
    <div className="whale-scroll">
      <Skeleton lines={2} label="Reading the rows" />
      <div className="whale-grid" aria-hidden="true">
        {Array.from({ length: whales > 1 ? whales : 4 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity
          <div key={i} className="panel whale-shape" />
        ))}
      </div>
    </div>
  );
}
