import type { LegendEntry } from '../../../graph/colouring.ts';

/** What the colours and shapes stand for. */
export function Legend({
  legend,
  title,
}: {
  readonly legend: readonly LegendEntry[];
  readonly title: string | null;
}) {
  return (
    <ul className="graph-legend" aria-label="What colours and shapes stand for">
      {title && <li className="graph-legend-title">{title}</li>}
      {legend.map((entry) => (
        <li key={entry.text}>
          <span
            className={entry.line ? 'graph-swatch graph-swatch-line' : 'graph-swatch'}
            style={{ background: entry.colour }}
          />
          {entry.text}
        </li>
      ))}
      <li>◆ labelled</li>
      <li>▼ has alerts</li>
    </ul>
  );
}
