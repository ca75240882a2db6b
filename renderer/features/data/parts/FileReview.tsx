import { useState } from 'react';
import type { OptionField } from '#contract/datasets.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { formatShare } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { type FilePreview, formats } from '../queries.ts';
import { choose, type FileChoice, useImport } from '../store.ts';
import { MappingWizard } from './MappingWizard.tsx';
import { SampleTable } from './SampleTable.tsx';

type View = 'read' | 'raw';

/** One file before import: recognised how, read how, and what can be adjusted. */
export function FileReview({
  file,
  choice,
}: {
  readonly file: FilePreview;
  readonly choice: FileChoice | undefined;
}) {
  const [view, setView] = useState<View>(file.status === 'unknown' ? 'raw' : 'read');
  const [mapping, setMapping] = useState(file.status === 'unknown' || choice?.mapping !== undefined);
  const change = (next: FileChoice) => useImport.setState((s) => choose(s, file.path, next));

  if (mapping && file.headers.length > 0) {
    return (
      <MappingWizard
        file={file}
        chosen={choice?.mapping}
        onUse={(profile) => change({ mapping: profile, format: undefined, skip: false })}
        onLeave={
          file.status === 'unknown'
            ? undefined
            : () => {
                setMapping(false);
                change({ mapping: undefined });
              }
        }
      />
    );
  }
  return (
    <section className="file-review" aria-label={file.name}>
      <div className="file-facts">
        <div>
          <h2>{file.formatLabel ?? 'Not recognised'}</h2>
          <p className="muted">
            {file.format ? `Recognised by its columns, certainty ${formatShare(file.confidence)}. ` : ''}
            {file.message}
          </p>
        </div>
        <dl className="facts facts-inline">
          <dt>Chain</dt>
          <dd>{file.chain ?? 'not stated'}</dd>
          <dt>Time zone</dt>
          <dd>{file.timeZone ?? 'not stated'}</dd>
        </dl>
      </div>
      {file.warnings.length > 0 && (
        <ul className="warnings">
          {file.warnings.map((w) => (
            <li key={w}>{w}</li>
          ))}
        </ul>
      )}
      {file.options.length > 0 && (
        <div className="option-form">
          {file.options.map((option) => (
            <Option
              key={option.name}
              option={option}
              value={choice?.options?.[option.name] ?? file.optionValues[option.name]}
              onChange={(value) => change({ options: { ...choice?.options, [option.name]: value } })}
            />
          ))}
        </div>
      )}
      <Tabs<View>
        label="First rows"
        value={view}
        onChange={setView}
        tabs={[
          { id: 'read', label: 'As they will be read' },
          { id: 'raw', label: 'As they stand in the file' },
        ]}
        end={
          <>
            <FormatChoice
              file={file}
              choice={choice}
              onChange={(format) => change({ format, mapping: undefined })}
            />
            {file.headers.length > 0 && (
              <Button variant="quiet" onClick={() => setMapping(true)}>
                Read with an own mapping
              </Button>
            )}
          </>
        }
      />
      {view === 'raw' ? (
        <SampleTable columns={file.headers.map((name) => ({ name }))} rows={file.rawRows} />
      ) : choice?.format && choice.format !== file.format ? (
        <EmptyState title={`Will be read as ${choice.format}`} compact>
          The rows as read are shown for the recognised format only. Rows that do not fit are listed after the
          import with line, column, value and reason.
        </EmptyState>
      ) : (
        <SampleTable columns={file.columns} rows={file.rows} />
      )}
    </section>
  );
}

function FormatChoice({
  file,
  choice,
  onChange,
}: {
  readonly file: FilePreview;
  readonly choice: FileChoice | undefined;
  readonly onChange: (format: string | undefined) => void;
}) {
  const known = useAnswer('formats', formats).data ?? [];
  return (
    <label className="inline-field">
      Read as
      <select
        className="input"
        value={choice?.format ?? file.format ?? ''}
        onChange={(event) =>
          onChange(event.target.value === (file.format ?? '') ? undefined : event.target.value)
        }
      >
        {file.format === null && <option value="">not recognised</option>}
        {known.map((format) => (
          <option key={format.id} value={format.id}>
            {format.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Option({
  option,
  value,
  onChange,
}: {
  readonly option: OptionField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  return (
    <Field label={option.required ? `${option.label} (needed)` : option.label} help={option.help}>
      {(id, help) => {
        if (option.type === 'boolean') {
          return (
            <input
              id={id}
              aria-describedby={help}
              type="checkbox"
              checked={value === true}
              onChange={(event) => onChange(event.target.checked)}
            />
          );
        }
        if (option.type === 'choice') {
          return (
            <select
              id={id}
              aria-describedby={help}
              className="input"
              value={String(value ?? '')}
              onChange={(event) => onChange(event.target.value)}
            >
              {!option.choices.includes(String(value ?? '')) && <option value="">choose</option>}
              {option.choices.map((c) => (
                <option key={c} value={c}>
                  {c}
                </option>
              ))}
            </select>
          );
        }
        return (
          <input
            id={id}
            aria-describedby={help}
            className="input"
            inputMode={option.type === 'number' ? 'decimal' : undefined}
            value={value === undefined || value === null ? '' : String(value)}
            onChange={(event) => {
              const text = event.target.value;
              onChange(
                option.type === 'number' && text !== '' && Number.isFinite(Number(text))
                  ? Number(text)
                  : text,
              );
            }}
          />
        );
      }}
    </Field>
  );
}
