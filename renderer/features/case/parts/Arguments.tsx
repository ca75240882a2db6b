import { X } from 'lucide-react';
import type { Argument, EvidenceItem } from '#contract/case-work.ts';
import { Button } from '../../../ui/Button.tsx';
import { evidenceKinds } from '../words.ts';

/** Exhibits cited for or against something, each with what it says there. */
export function Arguments({
  label,
  value,
  exhibits,
  onChange,
  onLeave,
}: {
  readonly label: string;
  readonly value: readonly Argument[];
  readonly exhibits: readonly EvidenceItem[];
  readonly onChange: (value: Argument[]) => void;
  readonly onLeave: () => void;
}) {
  const cited = new Set(value.map(({ evidence }) => evidence));
  const free = exhibits.filter(({ id, removed }) => removed === null && !cited.has(id));
  const named = (id: string) => exhibits.find((item) => item.id === id);
  return (
    <fieldset className="arguments">
      <legend>{label}</legend>
      {value.map((argument, at) => {
        const item = named(argument.evidence);
        const name = item ? `Exhibit ${item.exhibit}` : 'Exhibit taken out';
        return (
          <div key={argument.evidence} className="argument">
            <span className="argument-name" title={item?.title}>
              <b>{name}</b> {item?.title}
            </span>
            <input
              className="input"
              aria-label={`What ${name} says here`}
              placeholder="What it says here"
              value={argument.text}
              onChange={(event) =>
                onChange(value.map((one, n) => (n === at ? { ...one, text: event.target.value } : one)))
              }
              onBlur={onLeave}
            />
            <Button
              variant="quiet"
              icon={<X size={13} />}
              aria-label={`Take ${name} out of “${label}”`}
              onClick={() => onChange(value.filter((_, n) => n !== at))}
            />
          </div>
        );
      })}
      {free.length > 0 ? (
        <select
          className="input"
          aria-label={`Cite an exhibit: ${label}`}
          value=""
          onChange={(event) => onChange([...value, { evidence: event.target.value, text: '' }])}
        >
          <option value="">Cite an exhibit</option>
          {free.map((item) => (
            <option key={item.id} value={item.id}>
              {item.exhibit}. {item.title} ({evidenceKinds[item.kind]})
            </option>
          ))}
        </select>
      ) : (
        value.length === 0 && (
          <p className="muted">
            {exhibits.length === 0
              ? 'There are no exhibits yet. Press e on an alert, a graph, a trace or rows.'
              : 'Every exhibit is cited already.'}
          </p>
        )
      )}
    </fieldset>
  );
}
