import { useMemo } from 'react';
import type { EvidenceRow } from '#contract/detection.ts';
import { formatCount, formatTime, shortenAddress } from '../../../ui/format.ts';
import { type Column, Table } from '../../../ui/Table.tsx';
import { showRow, useWorkspace } from '../../../workspace/store.ts';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';

const narrowRows = 10;
const narrowValues = 8;
const keyOf = (row: EvidenceRow): string => `${row.file}:${row.line}:${row.role ?? ''}:${row.ref}`;

const shortValue = (value: string): string =>
  /^0x[0-9a-f]{16,}$/i.test(value) ? shortenAddress(value) : value;

function SourceLink({ row }: { readonly row: EvidenceRow }) {
  return (
    <button
      type="button"
      className="number-link source-link"
      title={`${row.fileName}, line ${formatCount(row.line)}`}
      onClick={(event) => {
        event.stopPropagation();
        showRow(row);
      }}
    >
      <span className="ellipsis">{row.fileName}</span>
      <span>:{row.line}</span>
    </button>
  );
}

/** The rows an alert rests on, each leading to its line of an original file. */
export function Evidence({
  rows,
  wide,
  onAll,
}: {
  readonly rows: readonly EvidenceRow[];
  readonly wide: boolean;
  readonly onAll: () => void;
}) {
  if (wide) return <EvidenceTable rows={rows} />;
  return (
    <>
      <ol className="evidence-list">
        {rows.slice(0, narrowRows).map((row) => (
          <li key={keyOf(row)}>
            <div className="evidence-head">
              <span className="evidence-role">{row.role ?? row.kind}</span>
              {row.time && <span className="time">{formatTime(row.time)}</span>}
            </div>
            <p className="evidence-values">
              {row.values.slice(0, narrowValues).map((v) => (
                <span key={v.name} title={`${v.name}: ${v.value}`}>
                  <span className="muted">{v.name}</span> {shortValue(v.value)}
                </span>
              ))}
              {row.values.length > narrowValues && (
                <span className="muted">and {row.values.length - narrowValues} more</span>
              )}
            </p>
            <SourceLink row={row} />
          </li>
        ))}
      </ol>
      {rows.length > narrowRows && (
        <button type="button" className="link" onClick={onAll}>
          {narrowRows} of {formatCount(rows.length)} rows shown. Show all
        </button>
      )}
    </>
  );
}

function EvidenceTable({ rows }: { readonly rows: readonly EvidenceRow[] }) {
  const paged = useArrayRows(rows);
  const selection = useWorkspace((s) => s.selection);
  const names = useMemo(
    () => [...new Set(rows.slice(0, 200).flatMap((r) => r.values.map((v) => v.name)))].slice(0, 6),
    [rows],
  );
  const columns = useMemo<readonly Column<EvidenceRow>[]>(
    () => [
      { id: 'role', title: 'Role', width: '92px', cell: (r) => r.role ?? r.kind },
      {
        id: 'time',
        title: 'Time (UTC)',
        width: '132px',
        cell: (r) => <span className="time">{formatTime(r.time)}</span>,
      },
      {
        id: 'ref',
        title: 'Reference',
        width: '112px',
        cell: (r) => (
          <span className="mono" title={r.ref}>
            {shortValue(r.ref)}
          </span>
        ),
      },
      ...names.map((name) => ({
        id: name,
        title: name,
        width: 'minmax(92px, 1fr)',
        cell: (r: EvidenceRow) => {
          const value = r.values.find((v) => v.name === name)?.value ?? '';
          return (
            <span className="ellipsis" title={value}>
              {shortValue(value)}
            </span>
          );
        },
      })),
      { id: 'source', title: 'Original', width: 'minmax(120px, 1.2fr)', cell: (r) => <SourceLink row={r} /> },
    ],
    [names],
  );
  return (
    <div className="evidence-table" style={{ height: Math.min(420, 34 + rows.length * 28) }}>
      <Table
        label="Evidence rows"
        columns={columns}
        rows={paged}
        rowKey={keyOf}
        onOpen={showRow}
        activeKey={selection?.kind === 'row' ? `${selection.file}:${selection.line}` : null}
      />
    </div>
  );
}
