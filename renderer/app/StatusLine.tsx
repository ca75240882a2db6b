import { countOf } from '../ui/format.ts';
import { appInfo } from '../workspace/queries.ts';
import { activeCount } from '../workspace/running-work.ts';
import { goTo, showRows, useWorkspace } from '../workspace/store.ts';
import { useAnswer } from '../workspace/use-answer.ts';

/** What the case holds, what is running, and where the engine is. */
export function StatusLine() {
  const summary = useWorkspace((s) => s.caseSummary);
  const active = useWorkspace((s) => activeCount(s.items));
  const info = useAnswer('info', appInfo).data;
  const counts = summary?.counts;
  return (
    <footer className="statusline">
      {counts && (
        <>
          <span className="status-case" title={summary.dir}>
            {summary.title}
            {summary.readOnly ? ' (read only)' : ''}
          </span>
          <button type="button" onClick={() => showRows({ title: 'All transfers', framed: true })}>
            {countOf(counts.transfers, 'transfer')}
          </button>
          {counts.trades > 0 && <span>{countOf(counts.trades, 'trade')}</span>}
          <button type="button" onClick={() => goTo('data')}>
            {countOf(counts.datasets, 'dataset')}
          </button>
          <button type="button" onClick={() => goTo('accounts')}>
            {countOf(counts.addresses, 'address', 'addresses')}
          </button>
          <button
            type="button"
            onClick={() => goTo('data')}
            title="Spans in which the imported files hold no rows although rows stand before and after"
          >
            {countOf(counts.holes, 'hole')}
          </button>
        </>
      )}
      <span className="status-end">
        {active > 0 ? `${active} running` : 'idle'}
        {info && ` · ${info.host} · Spyhop ${info.version}`} · UTC
      </span>
    </footer>
  );
}
