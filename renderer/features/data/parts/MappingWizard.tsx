import { useEffect, useMemo, useState } from 'react';
import type { MappingField, MappingProfile } from '#contract/datasets.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { notify, reportProblem } from '../../../workspace/store.ts';
import { useAnswer, useSettled } from '../../../workspace/use-answer.ts';
import {
  draftOf,
  emptyDraft,
  hasAmount,
  hasTime,
  type MappingDraft,
  missingFrom,
  profileFits,
  profileFrom,
} from '../mapping.ts';
import {
  type FilePreview,
  type MappingTarget,
  mappingFields,
  mappingProfiles,
  previewMapping,
  saveProfile,
} from '../queries.ts';
import { SampleTable } from './SampleTable.tsx';

interface WizardProps {
  readonly file: FilePreview;
  readonly chosen: MappingProfile | undefined;
  readonly onUse: (profile: MappingProfile | undefined) => void;
  readonly onLeave: (() => void) | undefined;
}

const targets: { id: MappingTarget; label: string }[] = [
  { id: 'transfer', label: 'Transfers' },
  { id: 'trade', label: 'Trades' },
  { id: 'price', label: 'Prices' },
  { id: 'tag', label: 'Labels' },
];

const timeUnits: { id: MappingProfile['timeUnit']; label: string }[] = [
  { id: 'iso', label: 'Date and time, year first (2023-05-02 12:19:59)' },
  { id: 'day-first', label: 'Date and time, day first (02/05/2023 12:19:59)' },
  { id: 'month-first', label: 'Date and time, month first (05/02/2023 12:19:59)' },
  { id: 's', label: 'Seconds since 1970 (1683029999)' },
  { id: 'ms', label: 'Milliseconds since 1970 (1683029999000)' },
  { id: 'us', label: 'Microseconds since 1970 (1683029999000000)' },
];

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const baseName = (name: string): string => name.replace(/\.[a-z0-9]+(\.gz)?$/i, '');

/** Says once what the columns of an unknown table mean; the answer is kept under a name. */
export function MappingWizard(props: WizardProps) {
  const fields = useAnswer('mapping-fields', mappingFields);
  const profiles = useAnswer('mapping-profiles', mappingProfiles);
  if (!fields.data || !profiles.data) return <Skeleton lines={8} />;
  return <Wizard {...props} allFields={fields.data} profiles={profiles.data} />;
}

function Wizard({
  file,
  chosen,
  onUse,
  onLeave,
  allFields,
  profiles,
}: WizardProps & {
  readonly allFields: Record<MappingTarget, MappingField[]>;
  readonly profiles: readonly MappingProfile[];
}) {
  const [draft, setDraft] = useState<MappingDraft>(() => {
    const suggested = profiles.find((p) => p.name === file.suggestedProfile);
    const from = chosen ?? suggested;
    return from
      ? draftOf(from)
      : emptyDraft(baseName(file.name), 'transfer', file.headers, allFields.transfer);
  });
  // What is needed comes first, in the order of the engine.
  const fields = useMemo(
    () => [...allFields[draft.target]].sort((a, b) => Number(b.required) - Number(a.required)),
    [allFields, draft.target],
  );
  const missing = useMemo(() => missingFrom(draft, fields), [draft, fields]);
  const profile = useMemo(
    () => (missing.length === 0 ? profileFrom(draft, file.headers) : null),
    [draft, missing, file.headers],
  );
  const settled = useSettled(profile, 250);
  const preview = useAnswer(settled ? `mapping-${file.path}-${JSON.stringify(settled)}` : null, (signal) => {
    if (!settled) throw new Error('Nothing to read yet.');
    return previewMapping(file.path, settled, signal);
  });
  const problems = preview.data?.problems ?? [];
  const usable = profile !== null && settled === profile && preview.data !== undefined && !preview.error;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice follows the finished profile only
  useEffect(() => {
    onUse(usable && profile ? profile : undefined);
  }, [usable, profile]);

  const set = (part: Partial<MappingDraft>) => setDraft((d) => ({ ...d, ...part }));
  const fitting = profiles.filter((p) => profileFits(p, file.headers));
  const keep = () => {
    if (!profile) return;
    saveProfile(profile).then(() => notify(`Mapping “${profile.name}” kept for other files`), reportProblem);
  };
  return (
    <section className="wizard" aria-label={`Mapping of ${file.name}`}>
      <div className="wizard-head">
        <h2>What do the columns mean?</h2>
        {fitting.length > 0 && (
          <label className="inline-field">
            Kept mapping
            <select
              className="input"
              value=""
              onChange={(event) => {
                const found = fitting.find((p) => p.name === event.target.value);
                if (found) setDraft(draftOf(found));
              }}
            >
              <option value="">choose</option>
              {fitting.map((p) => (
                <option key={p.name} value={p.name}>
                  {p.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {onLeave && (
          <Button variant="quiet" onClick={onLeave}>
            Read as recognised
          </Button>
        )}
      </div>
      <div className="wizard-body">
        <div className="wizard-form">
          <Segments
            label="What a row is"
            value={draft.target}
            options={targets}
            onChange={(target) =>
              setDraft((d) => ({
                ...d,
                ...emptyDraft(d.name, target, file.headers, allFields[target]),
                timeUnit: d.timeUnit,
                timeZone: d.timeZone,
              }))
            }
          />
          <div className="wizard-fields">
            {fields.map((field) => (
              <FieldSource
                key={field.target}
                field={field}
                headers={file.headers}
                draft={draft}
                onChange={set}
              />
            ))}
          </div>
          <div className="wizard-units">
            {hasTime(fields) && (
              <>
                <SelectField
                  label="How times are written (needed)"
                  value={draft.timeUnit}
                  options={[['', 'choose'], ...timeUnits.map((unit) => [unit.id, unit.label] as const)]}
                  onChange={(timeUnit) => set({ timeUnit })}
                />
                <Field
                  label="Time zone"
                  help="Used where a time names none itself, for example UTC or Europe/Berlin."
                >
                  {(id, help) => (
                    <input
                      id={id}
                      aria-describedby={help}
                      className="input"
                      value={draft.timeZone}
                      onChange={(event) => set({ timeZone: event.target.value })}
                    />
                  )}
                </Field>
              </>
            )}
            {hasAmount(fields) && (
              <SelectField
                label="Unit of amounts (needed)"
                value={draft.amountUnit}
                options={[
                  ['', 'choose'],
                  ['token', 'Whole tokens (1.5 ETH is written 1.5)'],
                  ['base', 'Smallest units (1.5 ETH is written 1500000000000000000)'],
                ]}
                onChange={(amountUnit) => set({ amountUnit })}
              />
            )}
            {draft.amountUnit === 'base' && (
              <Field
                label="Decimals (needed)"
                help="How many smallest units make one token, as a power of ten."
              >
                {(id, help) => (
                  <input
                    id={id}
                    aria-describedby={help}
                    className="input"
                    inputMode="numeric"
                    value={draft.decimals}
                    onChange={(event) => set({ decimals: event.target.value })}
                  />
                )}
              </Field>
            )}
            <Field label="Name of the mapping">
              {(id) => (
                <input
                  id={id}
                  className="input"
                  value={draft.name}
                  onChange={(event) => set({ name: event.target.value })}
                />
              )}
            </Field>
          </div>
          <div className="wizard-foot">
            <Button disabled={!profile} onClick={keep}>
              Keep this mapping
            </Button>
            <span className={missing.length > 0 ? 'is-caution' : 'muted'} role="status">
              {missing.length > 0
                ? `Still to state: ${missing.join(', ')}`
                : 'Complete. The file is imported with this mapping.'}
            </span>
          </div>
        </div>
        <div className="wizard-samples">
          <h3>As it stands in the file</h3>
          <SampleTable columns={file.headers.map((name) => ({ name }))} rows={file.rawRows} />
          <h3>As it will be read</h3>
          {preview.error ? <p className="is-problem">{messageOf(preview.error)}</p> : null}
          {problems.length > 0 && (
            <ul className="warnings">
              {problems.map((p) => (
                <li key={p}>{p}</li>
              ))}
            </ul>
          )}
          {preview.data ? (
            <SampleTable columns={preview.data.columns.map((name) => ({ name }))} rows={preview.data.rows} />
          ) : (
            <p className="muted">Shown as soon as everything needed is stated.</p>
          )}
        </div>
      </div>
    </section>
  );
}

function FieldSource({
  field,
  headers,
  draft,
  onChange,
}: {
  readonly field: MappingField;
  readonly headers: readonly string[];
  readonly draft: MappingDraft;
  readonly onChange: (part: Partial<MappingDraft>) => void;
}) {
  const source = draft.columns[field.target];
  const [constant, setConstant] = useState(source?.constant !== undefined);
  const set = (value: MappingDraft['columns'][string]) =>
    onChange({ columns: { ...draft.columns, [field.target]: value } });
  return (
    <Field
      label={field.required ? `${sentenceCase(field.label)} (needed)` : sentenceCase(field.label)}
      help={field.help}
    >
      {(id, help) => (
        <div className="field-source">
          <select
            id={id}
            aria-describedby={help}
            className="input"
            value={constant ? '=' : (source?.column ?? '')}
            onChange={(event) => {
              const { value } = event.target;
              setConstant(value === '=');
              set(value === '=' ? { constant: '' } : value ? { column: value } : {});
            }}
          >
            <option value="">not in the file</option>
            {headers.map((h) => (
              <option key={h} value={h}>
                {h}
              </option>
            ))}
            <option value="=">the same for every row…</option>
          </select>
          {constant && (
            <input
              className="input"
              aria-label={`${field.label} for every row`}
              value={source?.constant ?? ''}
              onChange={(event) => set({ constant: event.target.value })}
            />
          )}
        </div>
      )}
    </Field>
  );
}
