import { Loader, X } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { formatBytes, formatCount, formatDuration } from '../ui/format.ts';
import { Popover } from '../ui/Popover.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { activeCount, fractionDone, type WorkItem } from '../workspace/running-work.ts';
import { cancelWork, forgetFinishedWork, useWorkspace } from '../workspace/store.ts';

/** Long work goes on while something else is done; this is where it is watched and stopped. */
export function WorkMenu() {
  const items = useWorkspace((s) => s.items);
  const active = activeCount(items);
  const first = items.find((item) => item.status === 'running' || item.status === 'cancelling');
  return (
    <Popover
      label="Running work"
      trigger={
        <button type="button" className="work-button" title="Running work">
          {active > 0 ? <Loader size={13} className="spin" aria-hidden="true" /> : null}
          <span>{active > 0 && first ? first.title : 'No running work'}</span>
          {active > 0 && first && <span className="work-share">{shareOf(first)}</span>}
          {active > 1 && <span className="work-more">+{active - 1}</span>}
        </button>
      }
    >
      <div className="work-list">
        <h2>Work</h2>
        {items.length === 0 && (
          <p className="muted">Imports and detector runs appear here while they go on.</p>
        )}
        <ul>
          {items.map((item) => (
            <WorkEntry key={item.id} item={item} />
          ))}
        </ul>
        {items.length > active && (
          <Button variant="quiet" onClick={forgetFinishedWork}>
            Clear what has ended
          </Button>
        )}
      </div>
    </Popover>
  );
}

const shareOf = (item: WorkItem): string => {
  const fraction = fractionDone(item.progress);
  return fraction === null ? '' : `${Math.floor(fraction * 100)} %`;
};

const amountOf = (value: number, unit: string): string =>
  unit === 'bytes' ? formatBytes(value) : `${formatCount(value)} ${unit}`;

function WorkEntry({ item }: { readonly item: WorkItem }) {
  const running = item.status === 'running' || item.status === 'cancelling';
  const { progress } = item;
  return (
    <li className="work-item">
      <div className="work-head">
        <span className="work-title">{item.title}</span>
        {running ? (
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={`Cancel: ${item.title}`}
            disabled={item.status === 'cancelling'}
            onClick={() => cancelWork(item.id)}
          >
            <X size={13} />
          </button>
        ) : (
          <span className={`work-status work-${item.status}`}>{item.status}</span>
        )}
      </div>
      {running && (
        <>
          <ProgressBar fraction={fractionDone(progress)} label={item.title} />
          <p className="work-line">
            <span>
              {item.status === 'cancelling'
                ? 'Stopping; what was finished is kept'
                : (progress?.message ?? 'Starting')}
            </span>
          </p>
          {progress && (
            <p className="work-line muted">
              <span>
                {amountOf(progress.done, progress.unit)}
                {progress.total ? ` of ${amountOf(progress.total, progress.unit)}` : ''}
              </span>
              <span>
                {item.rate ? `${amountOf(item.rate, progress.unit)}/s` : ''}
                {item.remainingSeconds !== null && Number.isFinite(item.remainingSeconds)
                  ? ` · ${formatDuration(item.remainingSeconds)} left`
                  : ''}
              </span>
            </p>
          )}
        </>
      )}
      {!running && item.outcome && <p className="work-line">{item.outcome}</p>}
    </li>
  );
}
