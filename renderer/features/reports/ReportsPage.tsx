import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { ReportFormat } from '#contract/reports.ts';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { messageOf } from '../../workspace/messages.ts';
import { useAnswer } from '../../workspace/use-answer.ts';
import { Needs } from './parts/Needs.tsx';
import { Preview } from './parts/Preview.tsx';
import { StyleForm } from './parts/StyleForm.tsx';
import { Templates } from './parts/Templates.tsx';
import { houseStyle, templates } from './queries.ts';
import './reports.css';
import { stillNeeded, useReports } from './store.ts';
import { writeChosen } from './write-report.ts';

const formats = ReportFormat.options.map((id) => ({ id, label: id.toUpperCase() }));

/** Choose a report, see it as it will be, write it in the format that is needed. */
export function ReportsPage() {
  const [format, setFormat] = useState<ReportFormat>('pdf');
  const [styleRevision, setStyleRevision] = useState(0);
  const list = useAnswer(`report-templates-${styleRevision}`, templates);
  const kept = useAnswer(`house-style-${styleRevision}`, houseStyle);
  const chosen = useReports((s) => s.template);
  const options = useReports((s) => s.options);
  const template = list.data?.find(({ id }) => id === chosen);
  if (list.error && !list.data) return <ErrorState message={messageOf(list.error)} onRetry={list.retry} />;
  if (!list.data || !template || !kept.data) return <Skeleton lines={10} />;
  const open = stillNeeded(template, options);
  return (
    <div className="reports-page">
      <header className="page-head">
        <h1>Reports</h1>
        <span className="muted">{template.title}</span>
        <span className="page-tools">
          <Segments label="Format" value={format} options={formats} onChange={setFormat} />
          <Button
            variant="primary"
            icon={<FileDown size={13} />}
            disabled={open.length > 0}
            onClick={() => void writeChosen(format)}
          >
            Write the report
          </Button>
        </span>
      </header>
      <div className="reports-split">
        <section className="reports-choice" aria-label="What to write">
          <Templates list={list.data} />
          <Needs template={template} />
          <StyleForm kept={kept.data} onKept={() => setStyleRevision((n) => n + 1)} />
        </section>
        <Preview template={template} open={open} kept={kept.data} />
      </div>
    </div>
  );
}
