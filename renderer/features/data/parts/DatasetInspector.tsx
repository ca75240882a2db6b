import { Button } from '../../../ui/Button.tsx';
import { Copy } from '../../../ui/Copy.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import type { InspectorProps } from '../../../workspace/feature.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { select, showRows, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { listDatasets } from '../queries.ts';
import { addFileToCase } from '../to-case.ts';

/** Where a dataset came from and what became of its rows. */
export function DatasetInspector({ selection }: InspectorProps<'dataset'>) {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`datasets-${revision}`, listDatasets);
  if (answer.error) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={8} />;
  const dataset = answer.data.find((d) => d.id === selection.id);
  if (!dataset) {
    return (
      <EmptyState title="This dataset is not in the case" compact>
        It may belong to another case.
      </EmptyState>
    );
  }
  return (
    <div className="inspect">
      <p className="inspect-title break">{dataset.name}</p>
      <p className="muted">
        {dataset.formatLabel} · {formatBytes(dataset.bytes)}
      </p>
      <p>
        <Button onClick={() => void addFileToCase(dataset)}>Add to case</Button>
      </p>
      <dl className="facts">
        <dt>Rows read</dt>
        <dd>{formatCount(dataset.rows)}</dd>
        <dt>Accepted</dt>
        <dd>
          {dataset.target === 'transfer' ? (
            <button
              type="button"
              className="number-link"
              onClick={() =>
                showRows({ title: `Rows of ${dataset.name}`, file: dataset.sha256, framed: false })
              }
            >
              {formatCount(dataset.accepted)}
            </button>
          ) : (
            formatCount(dataset.accepted)
          )}
        </dd>
        <dt>Rejected</dt>
        <dd>{formatCount(dataset.rejected)}</dd>
        <dt>Duplicate</dt>
        <dd>{formatCount(dataset.duplicate)}</dd>
        <dt>First row</dt>
        <dd>
          <Time at={dataset.coverage.from} />
        </dd>
        <dt>Last row</dt>
        <dd>
          <Time at={dataset.coverage.to} />
        </dd>
        <dt>Chains</dt>
        <dd>{dataset.chains.join(', ') || 'none named'}</dd>
        <dt>Imported</dt>
        <dd>
          <Time at={dataset.importedAt} />
        </dd>
        <dt>Path</dt>
        <dd className="break">{dataset.path}</dd>
        <dt>SHA-256</dt>
        <dd className="mono break">
          {dataset.sha256} <Copy text={dataset.sha256} label="Copy the SHA-256" />
        </dd>
      </dl>
      {dataset.warnings.length > 0 && (
        <section>
          <h3>Warnings</h3>
          <ul className="warnings">
            {dataset.warnings.map((w) => (
              <li key={`${w.code}${w.message}`}>{w.message}</li>
            ))}
          </ul>
        </section>
      )}
      <button
        type="button"
        className="link"
        onClick={() => select({ kind: 'row', file: dataset.sha256, line: 1 })}
      >
        Show the original from line 1
      </button>
    </div>
  );
}
