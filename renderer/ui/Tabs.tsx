import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { cx } from './class-names.ts';

/** A row of tabs; arrow keys move between them. */
export function Tabs<T extends string>({
  label,
  value,
  tabs,
  onChange,
  lead,
  end,
}: {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly { id: T; label: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly lead?: ReactNode;
  readonly end?: ReactNode;
}) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = tabs.findIndex((tab) => tab.id === value);
    const next = tabs[(at + direction + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  return (
    <div className="tabs">
      {lead}
      <div role="tablist" aria-label={label} className="tab-list">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            aria-selected={tab.id === value}
            tabIndex={tab.id === value ? 0 : -1}
            className={cx('tab', tab.id === value && 'is-on')}
            onClick={() => onChange(tab.id)}
            onKeyDown={onKeyDown}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {end && <div className="tabs-end">{end}</div>}
    </div>
  );
}
