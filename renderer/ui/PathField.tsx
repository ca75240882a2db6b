import { Button } from './Button.tsx';
import { Field } from './Field.tsx';

/** The path of a file on the engine's machine: typed, or chosen. */
export function PathField({
  label,
  help,
  value,
  onChange,
  onChoose,
}: {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly onChoose: () => void;
}) {
  return (
    <Field label={label} {...(help === undefined ? {} : { help })}>
      {(id, helpId) => (
        <span className="path-field">
          <input
            id={id}
            aria-describedby={helpId}
            className="input"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button onClick={onChoose} aria-label={`Choose: ${label}`}>
            Choose
          </Button>
        </span>
      )}
    </Field>
  );
}
