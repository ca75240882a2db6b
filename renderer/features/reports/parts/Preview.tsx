import type { HouseStyle, ReportNeed, ReportTemplate } from '#contract/reports.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer, useSettled } from '../../../workspace/use-answer.ts';
import { preview } from '../queries.ts';
import { optionsFor, useReports } from '../store.ts';

const words: Record<ReportNeed, string> = {
  alerts: 'at least one alert',
  day: 'a day',
  subject: 'a subject',
  detector: 'a detector',
};

/** The report as it would be written now. */
export function Preview({
  template,
  open,
  kept,
}: {
  readonly template: ReportTemplate;
  readonly open: readonly ReportNeed[];
  readonly kept: HouseStyle;
}) {
  const revision = useWorkspace((s) => s.revision);
  const options = useReports((s) => s.options);
  const tried = useReports((s) => s.tried);
  const asked = useSettled(
    JSON.stringify({ options: optionsFor(template, options), style: tried ?? kept }),
    300,
  );
  const ready = open.length === 0;
  const answer = useAnswer(ready ? `preview-${revision}-${template.id}-${asked}` : null, (signal) => {
    const { options: settled, style } = JSON.parse(asked) as {
      options: typeof options;
      style: HouseStyle;
    };
    return preview(template.id, settled, style, signal);
  });
  return (
    <section className="report-preview" aria-label="Preview" aria-busy={answer.loading}>
      {!ready ? (
        <EmptyState title={`This report needs ${open.map((need) => words[need]).join(' and ')}`}>
          Choose on the left; the preview follows.
        </EmptyState>
      ) : answer.error ? (
        <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />
      ) : answer.data ? (
        <iframe
          className={answer.loading ? 'is-stale' : undefined}
          title={`Preview: ${template.title}`}
          sandbox=""
          srcDoc={answer.data.html}
        />
      ) : (
        <Skeleton lines={14} />
      )}
    </section>
  );
}
