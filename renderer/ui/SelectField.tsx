import { Field } from './Field.tsx';

/** A labelled list of which one is chosen: pairs of value and text. */
export function SelectField<T extends string>({
  label,
  help,
  value,
  options,
  onChange,
  disabled = false,
}: {
  readonly label: string;
  readonly help?: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}) {
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id, helpId) => (
        <select
          id={id}
          aria-describedby={helpId}
          className="input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value as T)}
        >
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
