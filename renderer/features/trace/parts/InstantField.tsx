import { useEffect, useState } from 'react';

const whole = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d))?)?Z?$/;

/** An instant in UTC, typed; taken over when the field is left or Enter is pressed. Empty means none. */
export function InstantField({
  label,
  value,
  empty,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  /** What an empty field means. */
  readonly empty: string;
  readonly onChange: (value: string | null) => void;
}) {
  const shown = value === null ? '' : value.replace('T', ' ').replace('Z', '');
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const take = () => {
    if (text.trim() === '') {
      if (value !== null) onChange(null);
      return;
    }
    const match = whole.exec(text.trim());
    const next = match ? `${match[1]}T${match[2] ?? '00:00'}:${match[3] ?? '00'}Z` : null;
    if (next === null || Number.isNaN(Date.parse(next))) setText(shown);
    else if (next !== value) onChange(next);
  };
  return (
    <label className="inline-field">
      {label}
      <input
        className="input trace-instant"
        value={text}
        placeholder={empty}
        title="UTC, as 2024-01-31 12:00:00; empty for none"
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </label>
  );
}
