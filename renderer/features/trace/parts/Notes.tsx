import type { TraceResult } from '#contract/trace.ts';
import { countOf } from '../../../ui/format.ts';
import { Popover } from '../../../ui/Popover.tsx';

/** How much was looked at, and what a reader must know beside the rows. */
export function Notes({
  notes,
  result,
}: {
  readonly notes: readonly string[];
  readonly result: TraceResult;
}) {
  return (
    <div className="trace-foot">
      <span>
        {countOf(result.accounts, 'balance')} followed, {countOf(result.transfersRead, 'row')} read,{' '}
        {countOf(result.flows.length, 'flow')}
      </span>
      {notes.length > 0 && (
        <Popover
          label="Notes"
          trigger={
            <button type="button" className="link">
              {countOf(notes.length, 'note')}
            </button>
          }
        >
          <ul className="plain-list trace-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Popover>
      )}
    </div>
  );
}
