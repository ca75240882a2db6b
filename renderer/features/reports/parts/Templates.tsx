import type { ReportTemplate } from '#contract/reports.ts';
import { chooseTemplate, useReports } from '../store.ts';

/** The kinds of report; arrow keys move between them. */
export function Templates({ list }: { readonly list: readonly ReportTemplate[] }) {
  const chosen = useReports((s) => s.template);
  return (
    <fieldset className="report-templates">
      <legend>Report</legend>
      {list.map(({ id, title, about }) => (
        <label key={id} className="report-template" title={about}>
          <input
            type="radio"
            name="report-template"
            checked={id === chosen}
            onChange={() => chooseTemplate(id)}
          />
          <span>
            <strong>{title}</strong>
            <span className="muted">{about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
