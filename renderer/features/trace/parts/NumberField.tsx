import { useEffect, useState } from 'react';

/** A number within limits, taken over when the field is left or Enter is pressed. */
export function NumberField({
  label,
  title,
  value,
  min,
  max,
  unit,
  onChange,
}: {
  readonly label: string;
  readonly title: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const take = () => {
    const next = Number(text.replaceAll(',', ''));
    if (text.trim() === '' || !Number.isFinite(next)) setText(String(value));
    else {
      const within = Math.min(max, Math.max(min, next));
      setText(String(within));
      if (within !== value) onChange(within);
    }
  };
  return (
    <label className="inline-field" title={title}>
      {label}
      <input
        className="input trace-number"
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
      {unit}
    </label>
  );
}
