import { countOf } from '../../../ui/format.ts';

/** The first rows of a file, with what each column is. */
export function SampleTable({
  columns,
  rows,
}: {
  readonly columns: readonly { readonly name: string; readonly type?: string; readonly unit?: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="sample" aria-label="First rows" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: headings may repeat, their order is fixed
              <th key={i} scope="col">
                {column.name || `column ${i + 1}`}
                {(column.type || column.unit) && (
                  <span className="sample-type">
                    {column.type}
                    {column.unit ? `, ${column.unit}` : ''}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are known by their place
            <tr key={r}>
              {columns.map((_, c) => {
                const value = row[c];
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see the headings
                  <td key={c} title={value ?? undefined}>
                    {value === null || value === undefined || value === '' ? (
                      <span className="is-nil">empty</span>
                    ) : (
                      value
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sample-note muted">
        {rows.length === 0 ? 'No rows to show' : `The first ${countOf(rows.length, 'row')}`}
      </p>
    </section>
  );
}
