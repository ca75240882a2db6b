import type { ReactNode } from 'react';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import type { Answer } from '../../../workspace/use-answer.ts';

export const CHART_HEIGHT = 210;

/** A chart once its answer is there; until then its shape, or why there is none. */
export function BoardPanel<T>({
  title,
  answer,
  children,
}: {
  readonly title: string;
  readonly answer: Answer<T>;
  readonly children: (data: T) => ReactNode;
}) {
  if (answer.data !== undefined && !answer.error) return children(answer.data);
  return (
    <Panel title={title}>
      <div className="panel-body" style={{ minHeight: CHART_HEIGHT }}>
        {answer.error ? (
          <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
        ) : (
          <Skeleton lines={6} label={`Reading the rows: ${title}`} />
        )}
      </div>
    </Panel>
  );
}
