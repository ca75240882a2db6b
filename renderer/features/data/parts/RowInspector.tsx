import { Route } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Copy } from '../../../ui/Copy.tsx';
import { cx } from '../../../ui/class-names.ts';
import { formatCount, shortenAddress } from '../../../ui/format.ts';
import { LongText } from '../../../ui/LongText.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import type { InspectorProps } from '../../../workspace/feature.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { select, traceFrom } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { sourceLines } from '../queries.ts';
import { namedCells } from '../source-cells.ts';

/** The line of the original file where a claim ends, with the lines around it. */
export function RowInspector({ selection, wide }: InspectorProps<'row'>) {
  const { file, line } = selection;
  const context = wide ? 12 : 4;
  const answer = useAnswer(`lines-${file}-${line}-${context}`, (signal) =>
    sourceLines(file, line, context, signal),
  );
  const source = answer.data;
  const cells = useMemo(() => {
    const own = source?.lines.find((l) => l.line === line);
    return own ? namedCells(source?.header ?? null, own.text) : null;
  }, [source, line]);
  if (answer.error) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!source) return <Skeleton lines={9} label="Reading the original file" />;
  return (
    <div className="inspect">
      <p className="inspect-title break">
        {source.source.fileName}, line {formatCount(line)}
      </p>
      <p className="muted">
        Original kept as evidence · SHA-256 <span className="mono">{shortenAddress(file)}</span>{' '}
        <Copy text={file} label="Copy the SHA-256" />
      </p>
      {source.target === 'transfer' && (
        <div className="alert-actions">
          <Button icon={<Route size={13} />} onClick={() => traceFrom({ file, line, direction: 'forward' })}>
            Trace forwards
          </Button>
          <Button onClick={() => traceFrom({ file, line, direction: 'backward' })}>Trace backwards</Button>
        </div>
      )}
      {cells && (
        <dl className="facts source-cells">
          {cells.map((cell, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headings may repeat, their order is fixed
            <div key={i} className="facts-row">
              <dt title={cell.name}>{cell.name || `column ${i + 1}`}</dt>
              <dd className="mono break">
                {cell.value === '' ? <span className="is-nil">empty</span> : <LongText text={cell.value} />}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <section>
        <h3>As it stands in the file</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className="source" aria-label="Lines of the original" tabIndex={0}>
          {source.header !== null && !source.lines.some((l) => l.line === 1) && (
            <div className="source-line source-header">
              <span className="source-number">1</span>
              <code>{source.header}</code>
            </div>
          )}
          {source.lines.map((l) => (
            <button
              type="button"
              key={l.line}
              className={cx('source-line', l.line === line && 'is-on')}
              aria-current={l.line === line ? 'true' : undefined}
              onClick={() => select({ kind: 'row', file, line: l.line })}
            >
              <span className="source-number">{l.line}</span>
              <code>{l.text}</code>
            </button>
          ))}
        </section>
      </section>
    </div>
  );
}
