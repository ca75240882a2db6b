import { useMemo } from 'react';
import type { Priority } from '#contract/detection.ts';
import { PriorityMark } from '../../../ui/marks.tsx';

const readable = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();

/** Every factor with its share; together they are the number the list is ranked by. */
export function PrioritySum({
  parts,
  total,
  priority,
}: {
  readonly parts: Readonly<Record<string, number>>;
  readonly total: number;
  readonly priority: Priority;
}) {
  const rows = useMemo(() => Object.entries(parts).sort((a, b) => b[1] - a[1]), [parts]);
  const largest = Math.max(0.0001, ...rows.map(([, value]) => Math.abs(value)));
  return (
    <table className="priority-sum">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{readable(name)}</th>
            <td className="priority-bar" aria-hidden="true">
              <span style={{ width: `${(Math.abs(value) / largest) * 100}%` }} />
            </td>
            <td className="end" title={String(value)}>
              {value.toFixed(3)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">sum</th>
          <td>
            <PriorityMark priority={priority} word />
          </td>
          <td className="end" title={String(total)}>
            {total.toFixed(3)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
