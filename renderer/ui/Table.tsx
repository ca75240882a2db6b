import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { messageOf } from '../workspace/messages.ts';
import type { PagedRows } from '../workspace/use-paged-rows.ts';
import { cx } from './class-names.ts';
import { formatCount } from './format.ts';
import { SortHead } from './SortHead.tsx';
import { ErrorState } from './states.tsx';

export interface Column<T> {
  readonly id: string;
  readonly title: ReactNode;
  /** A CSS grid track: `120px`, `minmax(160px, 1fr)`. */
  readonly width: string;
  readonly end?: boolean;
  /** The order this heading asks for, or several: `[['first', 'First seen'], …]`. */
  readonly sort?: string | readonly (readonly [by: string, title: string])[];
  readonly help?: string;
  readonly cell: (row: T, index: number) => ReactNode;
}

export interface TableHandle {
  move(delta: number): void;
  openActive(): void;
  toggleActive(): void;
  focus(): void;
}

interface TableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: PagedRows<T>;
  readonly rowKey: (row: T) => string;
  readonly rowHeight?: number;
  /** The row whose content the inspector shows. */
  readonly activeKey?: string | null;
  readonly onActivate?: (row: T, index: number) => void;
  readonly onOpen?: (row: T, index: number) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onToggle?: (row: T, index: number) => void;
  readonly sort?: { readonly by: string; readonly descending: boolean };
  readonly onSort?: (by: string) => void;
  readonly empty?: ReactNode;
  readonly rowClass?: (row: T) => string | undefined;
  readonly ref?: Ref<TableHandle>;
}

/** Browsers stop at 33 million pixels; more rows than this are reached by filtering. */
export const listedAtMost = 1_000_000;

/** A table of any length: only the rows on screen exist, and only their pages are asked for. */
export function Table<T>(props: TableProps<T>) {
  const { rows, columns, rowKey, rowHeight = 28, activeKey, onActivate, onOpen, onToggle, selected } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const moved = useRef(false);
  const listed = Math.min(rows.total ?? 0, listedAtMost);
  const virtual = useVirtualizer({
    count: listed,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want } = rows;

  useEffect(() => {
    if (rows.total !== 0) want(first, last);
  }, [first, last, want, rows.total]);

  const template = useMemo(() => columns.map((c) => c.width).join(' '), [columns]);
  const activeRow = active === null ? undefined : rows.at(active);
  const activeRowKey = activeRow === undefined ? null : rowKey(activeRow);

  // Arrow keys may reach a row that has not come yet; it is announced when it does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: announces each row once
  useEffect(() => {
    if (!moved.current || activeRow === undefined || active === null) return;
    moved.current = false;
    if (activeRowKey !== activeKey) onActivate?.(activeRow, active);
  }, [activeRowKey, active]);

  // Follows a selection made elsewhere, if its row is on screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the selection changes
  useEffect(() => {
    if (!activeKey || activeKey === activeRowKey) return;
    for (let i = first; i <= last; i++) {
      const row = rows.at(i);
      if (row !== undefined && rowKey(row) === activeKey) {
        setActive(i);
        return;
      }
    }
  }, [activeKey, rows, first]);

  const moveTo = useCallback(
    (index: number) => {
      if (listed === 0) return;
      const next = Math.max(0, Math.min(listed - 1, index));
      moved.current = true;
      setActive(next);
      virtual.scrollToIndex(next);
    },
    [listed, virtual],
  );

  useImperativeHandle(
    props.ref,
    () => ({
      move: (delta) => moveTo(active === null ? (delta > 0 ? 0 : listed - 1) : active + delta),
      openActive: () => activeRow !== undefined && active !== null && onOpen?.(activeRow, active),
      toggleActive: () => activeRow !== undefined && active !== null && onToggle?.(activeRow, active),
      focus: () => scroller.current?.focus(),
    }),
    [active, activeRow, listed, moveTo, onOpen, onToggle],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 280) / rowHeight) - 2);
    const at = active ?? -1;
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: listed - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(to);
  };

  const failed = rows.error !== undefined && rows.error !== null;
  return (
    <div className={cx('table', rows.stale && 'is-stale')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid positions its rows, a table element cannot */}
      <div
        ref={scroller}
        className="table-scroll"
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.total ?? -1}
        aria-colcount={columns.length}
        aria-multiselectable={onToggle ? true : undefined}
        aria-activedescendant={
          active !== null && items.some((i) => i.index === active) ? `${id}-${active}` : undefined
        }
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        <div
          className="table-head"
          role="row"
          aria-rowindex={1}
          style={{ gridTemplateColumns: template }}
          tabIndex={-1}
        >
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </div>
        {rows.total === null && !failed && (
          <LoadingRows template={template} columns={columns.length} rowHeight={rowHeight} />
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
        <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows.at(item.index);
            const key = row === undefined ? null : rowKey(row);
            const isActive =
              key !== null && (activeKey === undefined ? item.index === active : key === activeKey);
            return (
              // biome-ignore lint/a11y/useSemanticElements: see the grid
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles keys through its active row
              <div
                key={item.key}
                id={`${id}-${item.index}`}
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 2}
                aria-selected={selected ? key !== null && selected.has(key) : isActive}
                className={cx(
                  'table-row',
                  isActive && 'is-active',
                  key !== null && selected?.has(key) && 'is-selected',
                  row !== undefined && props.rowClass?.(row),
                )}
                style={{
                  gridTemplateColumns: template,
                  height: rowHeight,
                  transform: `translateY(${item.start}px)`,
                }}
                onClick={(event) => {
                  if (!(event.target as Element).closest('button, input, a')) {
                    scroller.current?.focus({ preventScroll: true });
                  }
                  if (row === undefined) return;
                  moved.current = false;
                  setActive(item.index);
                  onActivate?.(row, item.index);
                }}
                onDoubleClick={() => row !== undefined && onOpen?.(row, item.index)}
              >
                {columns.map((column) => (
                  // biome-ignore lint/a11y/useSemanticElements: see the grid
                  <div
                    key={column.id}
                    role="gridcell"
                    className={cx('cell', column.end && 'cell-end')}
                    tabIndex={-1}
                  >
                    {row === undefined ? (
                      <span className="skeleton-bar" style={{ width: '60%' }} />
                    ) : (
                      column.cell(row, item.index)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {failed && <ErrorState message={messageOf(rows.error)} onRetry={rows.retry} />}
        {rows.total === 0 && !failed && props.empty}
      </div>
      {(rows.total ?? 0) > listedAtMost && (
        <p className="table-note">
          {formatCount(listedAtMost)} of {formatCount(rows.total ?? 0)} rows listed here; narrow by text or
          time to reach the others.
        </p>
      )}
    </div>
  );
}

function HeadCell<T>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<T>;
  readonly sort: { readonly by: string; readonly descending: boolean } | undefined;
  readonly onSort: ((by: string) => void) | undefined;
}) {
  const orders =
    typeof column.sort === 'string' ? [[column.sort, String(column.title)] as const] : (column.sort ?? []);
  const sorted = orders.some(([by]) => by === sort?.by);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div
      role="columnheader"
      tabIndex={-1}
      className={cx('cell', 'head-cell', column.end && 'cell-end')}
      title={column.help}
      aria-sort={sorted ? (sort?.descending ? 'descending' : 'ascending') : undefined}
    >
      {orders.length > 0 ? (
        orders.map(([by, title], i) => (
          <span key={by}>
            {i > 0 && <span aria-hidden="true"> · </span>}
            <SortHead name={by} title={title} sort={sort} onSort={onSort} />
          </span>
        ))
      ) : (
        <span className="ellipsis">{column.title}</span>
      )}
    </div>
  );
}

function LoadingRows({
  template,
  columns,
  rowHeight,
}: {
  readonly template: string;
  readonly columns: number;
  readonly rowHeight: number;
}) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 8 }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
          key={row}
          className="table-row table-row-loading"
          style={{ gridTemplateColumns: template, height: rowHeight }}
        >
          {Array.from({ length: columns }, (_, cell) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
            <div key={cell} className="cell">
              <span className="skeleton-bar" style={{ width: `${50 + ((row * 13 + cell * 29) % 40)}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
