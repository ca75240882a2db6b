import type { CaseSummary } from '#contract/cases.ts';
import { useDraft } from '../../../storage/drafts.ts';
import { Copy } from '../../../ui/Copy.tsx';
import { Field } from '../../../ui/Field.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Time } from '../../../ui/Time.tsx';
import { caseChanged, reportProblem } from '../../../workspace/store.ts';
import { updateCase } from '../queries.ts';
import { CaseActs } from './CaseActs.tsx';

/** Title, examiner and description; what was typed survives until it is saved. */
export function CaseText({ summary }: { readonly summary: CaseSummary }) {
  return (
    <section className="case-text" aria-label="About the case">
      <TextOf summary={summary} part="title" label="Title" saved={summary.title} />
      <TextOf
        summary={summary}
        part="examiner"
        label="Examiner"
        saved={summary.examiner}
        help="Named in the report and in the journal."
      />
      <TextOf
        summary={summary}
        part="description"
        label="Description"
        saved={summary.description}
        rows={9}
        help="Printed at the front of the report."
      />
      <dl className="facts">
        <dt>Folder</dt>
        <dd className="break">
          {summary.dir} <Copy text={summary.dir} label="Copy the folder" />
        </dd>
        <dt>Made</dt>
        <dd>
          <Time at={summary.createdAt} />
        </dd>
        <dt>Covers</dt>
        <dd>
          <Time at={summary.coverage.from} /> to <Time at={summary.coverage.to} />
        </dd>
        <dt>As of</dt>
        <dd>{summary.asOf ? <Time at={summary.asOf} /> : 'the last row'}</dd>
        <dt>Datasets</dt>
        <dd>{formatCount(summary.counts.datasets)}</dd>
        <dt>Labels</dt>
        <dd>{formatCount(summary.counts.tags)}</dd>
        <dt>Made with</dt>
        <dd>Spyhop {summary.programVersion}</dd>
      </dl>
      <CaseActs summary={summary} />
    </section>
  );
}

function TextOf({
  summary,
  part,
  label,
  saved,
  rows,
  help,
}: {
  readonly summary: CaseSummary;
  readonly part: 'title' | 'examiner' | 'description';
  readonly label: string;
  readonly saved: string;
  readonly rows?: number;
  readonly help?: string;
}) {
  const { text, change, settle, dirty } = useDraft(`case-${summary.id}-${part}`, saved);
  const save = () => {
    if (!dirty || (part === 'title' && !text.trim())) return;
    updateCase({ [part]: part === 'title' ? text.trim() : text }).then((next) => {
      settle();
      caseChanged(next);
    }, reportProblem);
  };
  const state = dirty ? 'Not saved yet; saved when you leave the field.' : help;
  return (
    <Field label={label} help={state}>
      {(id, helpId) =>
        rows ? (
          <textarea
            id={id}
            aria-describedby={helpId}
            className="input"
            rows={rows}
            value={text}
            readOnly={summary.readOnly}
            onChange={(event) => change(event.target.value)}
            onBlur={save}
          />
        ) : (
          <input
            id={id}
            aria-describedby={helpId}
            className="input"
            value={text}
            readOnly={summary.readOnly}
            onChange={(event) => change(event.target.value)}
            onBlur={save}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        )
      }
    </Field>
  );
}
