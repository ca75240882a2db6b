import type { EvidenceItem } from '#contract/case-work.ts';
import { Copy } from '../../../ui/Copy.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { frozenSheet } from '../frozen-sheet.ts';
import { compareExhibit, openExhibit } from '../queries.ts';

const states = {
  same: 'The live data is the same today.',
  changed: 'The live data is different today.',
  gone: 'There is nothing live any more: the last detection does not give it.',
  unknown: '',
} as const;

const ROWS = 100;

/** What an exhibit showed when it was frozen. That it was looked at is recorded. */
export function Frozen({ item }: { readonly item: EvidenceItem }) {
  const content = useAnswer(`frozen-${item.id}`, () => openExhibit(item.id));
  const live = useAnswer(`compare-${item.id}`, () => compareExhibit(item.id));
  if (content.error) return <ErrorState message={messageOf(content.error)} onRetry={content.retry} />;
  if (!content.data) return <Skeleton lines={4} />;
  const { picture, data } = content.data;
  const table = frozenSheet(data);
  return (
    <div className="frozen">
      {live.data && states[live.data.state] && (
        <p className={live.data.state === 'same' ? 'muted' : 'is-caution'}>{states[live.data.state]}</p>
      )}
      {picture && (
        <img
          alt={item.title}
          src={
            picture.type === 'image/png'
              ? `data:image/png;base64,${picture.base64}`
              : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.text)}`
          }
        />
      )}
      {table ? (
        <>
          <section className="frozen-table" aria-label={`Rows of exhibit ${item.exhibit}`}>
            <table>
              <thead>
                <tr>
                  {table.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.slice(0, ROWS).map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: frozen rows never move
                  <tr key={at}>
                    {row.map((cell, column) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: frozen cells never move
                      <td key={column}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {table.rows.length > ROWS && (
            <p className="muted">
              {ROWS} of {table.rows.length} rows shown; the case holds all.
            </p>
          )}
        </>
      ) : (
        !picture && (
          <pre className="frozen-text">{JSON.stringify(JSON.parse(data), null, 1).slice(0, 20_000)}</pre>
        )
      )}
      <p className="muted">
        Digest <span className="mono">{item.dataDigest.slice(0, 16)}…</span>{' '}
        <Copy text={item.dataDigest} label="Copy the digest" />
      </p>
    </div>
  );
}
