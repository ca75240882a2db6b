import { Field } from '../../../ui/Field.tsx';

export function TextArea({
  label,
  rows,
  value,
  onChange,
  onLeave,
  help,
}: {
  readonly label: string;
  readonly rows: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave?: () => void;
  readonly help?: string;
}) {
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id, helpId) => (
        <textarea
          id={id}
          aria-describedby={helpId}
          className="input"
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      )}
    </Field>
  );
}
