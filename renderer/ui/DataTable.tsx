import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { type CsvCell, csvText } from './csv.ts';
import { unknown } from './format.ts';

export interface DataColumn {
  readonly title: string;
  readonly end?: boolean;
  /** How a known value is shown; the plain value goes into exports. */
  readonly show?: (value: string | number, row: DataRow) => ReactNode;
  /** Opens what is behind the cell; the button that does it says so. */
  readonly open?: (row: DataRow) => (() => void) | undefined;
  readonly openLabel?: string;
}

export interface DataRow {
  readonly key: string;
  readonly cells: readonly CsvCell[];
}

export interface DataSet {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
}

/** The figures of a data set as CSV, unknown cells empty. */
export const dataCsv = ({ columns, rows }: DataSet): string =>
  csvText(
    columns.map(({ title }) => title),
    rows.map(({ cells }) => cells),
  );

/** A short table of figures, each of which may lead on. Unknown is said. */
export function DataTable({ data, label }: { readonly data: DataSet; readonly label: string }) {
  return (
    <table className="data-table" aria-label={label}>
      <thead>
        <tr>
          {data.columns.map((column) => (
            <th key={column.title} scope="col" className={cx(column.end && 'cell-right')}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.rows.map((row) => (
          <tr key={row.key}>
            {data.columns.map((column, place) =>
              place === 0 ? (
                <th key={column.title} scope="row" className={cx(column.end && 'cell-right')}>
                  <Cell column={column} row={row} place={place} />
                </th>
              ) : (
                <td key={column.title} className={cx(column.end && 'cell-right')}>
                  <Cell column={column} row={row} place={place} />
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({
  column,
  row,
  place,
}: {
  readonly column: DataColumn;
  readonly row: DataRow;
  readonly place: number;
}) {
  const value = row.cells[place] ?? null;
  const shown =
    value === null ? <span className="is-unknown">{unknown}</span> : (column.show?.(value, row) ?? value);
  const open = column.open?.(row);
  return open ? (
    <button type="button" className="number-link" title={column.openLabel} onClick={open}>
      {shown}
    </button>
  ) : (
    shown
  );
}
