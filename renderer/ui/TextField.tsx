import type { InputHTMLAttributes } from 'react';
import { Field } from './Field.tsx';

type Plain = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'maxLength' | 'minLength' | 'autoComplete' | 'min' | 'max'
>;

/** A labelled line of text; a date or a passphrase by its `type`. */
export function TextField({
  label,
  help,
  value,
  onChange,
  onLeave,
  ...input
}: Plain & {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave?: () => void;
}) {
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id, helpId) => (
        <input
          id={id}
          aria-describedby={helpId}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
          {...input}
        />
      )}
    </Field>
  );
}
