import { Search, X } from 'lucide-react';
import { type Ref, useState } from 'react';
import { KeyCaps } from './KeyCaps.tsx';

/** A search box; Escape empties it, then leaves it. */
export function SearchField({
  value,
  onChange,
  placeholder,
  label,
  ref,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder: string;
  readonly label: string;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  const [focused, setFocused] = useState(false);
  return (
    <div className="search">
      <Search size={13} aria-hidden="true" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (value) onChange('');
          else event.currentTarget.blur();
        }}
      />
      {value ? (
        <button type="button" className="copy" aria-label="Clear the search" onClick={() => onChange('')}>
          <X size={12} />
        </button>
      ) : (
        !focused && <KeyCaps keys="/" />
      )}
    </div>
  );
}
