import { cx } from './class-names.ts';

/** One choice out of a few, all visible. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { id: T; label: string; title?: string }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <fieldset className="segments" aria-label={label}>
      {options.map((option) => (
        <button
          type="button"
          key={option.id}
          title={option.title}
          aria-pressed={option.id === value}
          className={cx('segment', option.id === value && 'is-on')}
          onClick={() => onChange(option.id)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
