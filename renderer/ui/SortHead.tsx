import { ArrowDown, ArrowUp } from 'lucide-react';

/** A heading that asks for an order; a column may carry two of them. */
export function SortHead({
  name,
  title,
  sort,
  onSort,
}: {
  readonly name: string;
  readonly title: string;
  readonly sort: { readonly by: string; readonly descending: boolean } | undefined;
  readonly onSort: ((by: string) => void) | undefined;
}) {
  const on = sort?.by === name;
  return (
    <button type="button" className={on ? 'head-sort is-on' : 'head-sort'} onClick={() => onSort?.(name)}>
      {title}
      {on &&
        (sort.descending ? (
          <ArrowDown size={11} aria-hidden="true" />
        ) : (
          <ArrowUp size={11} aria-hidden="true" />
        ))}
    </button>
  );
}
