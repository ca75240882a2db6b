import type { ReportNeed, ReportTemplate } from '#contract/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { countOf } from '../../../ui/format.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { goTo, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { detectorCards } from '../queries.ts';
import { changeOptions, fromSelection, useReports } from '../store.ts';

/** What the chosen report has to be told. */
export function Needs({ template }: { readonly template: ReportTemplate }) {
  const rows = useReports((s) => s.options.rows);
  return (
    <div className="report-needs">
      {template.needs.map((need) => (
        <Need key={need} need={need} />
      ))}
      <Field label="Rows printed with an exhibit" help="How many there are is always said.">
        {(id, helpId) => (
          <input
            id={id}
            aria-describedby={helpId}
            className="input"
            type="number"
            min={1}
            max={2000}
            value={rows}
            onChange={(event) => {
              const next = event.target.valueAsNumber;
              if (Number.isInteger(next) && next >= 1 && next <= 2000) changeOptions({ rows: next });
            }}
          />
        )}
      </Field>
    </div>
  );
}

function Need({ need }: { readonly need: ReportNeed }) {
  switch (need) {
    case 'alerts':
      return <AlertsNeed />;
    case 'day':
      return <DayNeed />;
    case 'subject':
      return <SubjectNeed />;
    case 'detector':
      return <DetectorNeed />;
  }
}

function AlertsNeed() {
  const ids = useReports((s) => s.options.alertIds);
  const selection = useWorkspace((s) => s.selection);
  const given = fromSelection(selection).alertIds;
  return (
    <div className="field">
      <span>Alerts: {ids.length === 0 ? 'none chosen' : countOf(ids.length, 'alert')}</span>
      <p className="field-help">
        Select an alert on the Alerts page; it is taken from there. More can be added one by one.
      </p>
      <span className="report-buttons">
        {given && !ids.includes(given[0]!) && (
          <Button onClick={() => changeOptions({ alertIds: [...ids, ...given] })}>
            {ids.length === 0 ? 'Use the selected alert' : 'Add the selected alert'}
          </Button>
        )}
        {ids.length > 0 && (
          <Button variant="quiet" onClick={() => changeOptions({ alertIds: [] })}>
            Clear
          </Button>
        )}
        {!given && <Button onClick={() => goTo('alerts')}>Go to Alerts</Button>}
      </span>
    </div>
  );
}

function DayNeed() {
  const day = useReports((s) => s.options.day);
  const coverage = useWorkspace((s) => s.caseSummary?.coverage);
  return (
    <Field label="Day (UTC)">
      {(id) => (
        <input
          id={id}
          className="input"
          type="date"
          min={coverage?.from?.slice(0, 10)}
          max={coverage?.to?.slice(0, 10)}
          value={day ?? ''}
          onChange={(event) => changeOptions({ day: event.target.value === '' ? null : event.target.value })}
        />
      )}
    </Field>
  );
}

function SubjectNeed() {
  const subject = useReports((s) => s.options.subject);
  const given = fromSelection(useWorkspace((s) => s.selection)).subject;
  return (
    <Field
      label="Subject"
      help="As chain:address, for instance ethereum:0x… The selected address is offered."
    >
      {(id, helpId) => (
        <>
          <input
            id={id}
            aria-describedby={helpId}
            className="input mono"
            value={subject ?? ''}
            spellCheck={false}
            onChange={(event) =>
              changeOptions({ subject: event.target.value.trim() === '' ? null : event.target.value.trim() })
            }
          />
          {given && given !== subject && (
            <Button onClick={() => changeOptions({ subject: given })}>Use the selected address</Button>
          )}
        </>
      )}
    </Field>
  );
}

function DetectorNeed() {
  const detector = useReports((s) => s.options.detector);
  const cards = useAnswer('report-detectors', detectorCards).data ?? [];
  return (
    <SelectField
      label="Detector"
      value={detector ?? ''}
      options={[['', 'Choose one'], ...cards.map(({ id, title }) => [id, `${title} (${id})`] as const)]}
      onChange={(id) => changeOptions({ detector: id || null })}
    />
  );
}
