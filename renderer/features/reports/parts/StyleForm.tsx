import { useState } from 'react';
import { HouseStyle, type ReportLanguage } from '#contract/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { Field } from '../../../ui/Field.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { notify, reportProblem } from '../../../workspace/store.ts';
import { readLogo } from '../logo.ts';
import { keepHouseStyle } from '../queries.ts';
import { tryStyle, useReports } from '../store.ts';

const languages: Record<ReportLanguage, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};
const papers = [
  { id: 'A4' as const, label: 'A4' },
  { id: 'LETTER' as const, label: 'Letter' },
];

/** How reports of this installation look. Changes show at once and stay when they are kept. */
export function StyleForm({ kept, onKept }: { readonly kept: HouseStyle; readonly onKept: () => void }) {
  const tried = useReports((s) => s.tried);
  const [busy, setBusy] = useState(false);
  const style = tried ?? kept;
  const change = (part: Partial<HouseStyle>) => tryStyle({ ...style, ...part });
  const keep = async () => {
    if (!tried) return;
    setBusy(true);
    try {
      await keepHouseStyle(tried);
      tryStyle(null);
      onKept();
      notify('The house style is kept for every report made on this machine.');
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <details className="report-style">
      <summary>House style{tried ? ' (changed, not kept)' : ''}</summary>
      <div className="report-style-form">
        <TextField
          label="Organisation"
          value={style.organisation}
          maxLength={200}
          onChange={(next) => change({ organisation: next })}
        />
        <TextField
          label="Unit"
          value={style.unit}
          maxLength={200}
          onChange={(next) => change({ unit: next })}
        />
        <TextField
          label="Marking"
          help="Printed at the head of every page."
          value={style.marking}
          maxLength={120}
          onChange={(next) => change({ marking: next })}
        />
        <Field label="Logo" help="PNG or SVG, up to 2 MB.">
          {(id, helpId) => (
            <>
              <input
                id={id}
                aria-describedby={helpId}
                className="input"
                type="file"
                accept="image/png,image/svg+xml"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  if (file) readLogo(file).then((logo) => change({ logo }), reportProblem);
                }}
              />
              {style.logo && (
                <Button variant="quiet" onClick={() => change({ logo: null })}>
                  Take the logo out
                </Button>
              )}
            </>
          )}
        </Field>
        <Field label="Colour of headings" help="One too pale to read on white is darkened.">
          {(id, helpId) => (
            <input
              id={id}
              aria-describedby={helpId}
              className="input report-colour"
              type="color"
              value={style.colour}
              onChange={(event) => change({ colour: event.target.value })}
            />
          )}
        </Field>
        <SelectField
          label="Language of headings"
          help="Statements stay in the language in which they were made."
          value={style.language}
          options={Object.entries(languages) as [ReportLanguage, string][]}
          onChange={(language) => change({ language })}
        />
        <Choice label="Paper" value={style.paper} options={papers} onChange={(paper) => change({ paper })} />
        <span className="report-buttons">
          <Button variant="primary" disabled={!tried || busy} onClick={() => void keep()}>
            Keep this style
          </Button>
          <Button disabled={!tried} onClick={() => tryStyle(null)}>
            Back to the kept one
          </Button>
          <Button variant="quiet" onClick={() => tryStyle(HouseStyle.parse({}))}>
            Plain style
          </Button>
        </span>
      </div>
    </details>
  );
}
