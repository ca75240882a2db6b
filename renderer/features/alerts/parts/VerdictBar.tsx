import { useEffect, useState } from 'react';
import type { Verdict } from '#contract/detection.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatTime } from '../../../ui/format.ts';
import type { VerdictName } from '../queries.ts';
import { judge, type TriageTarget } from '../triage.ts';

const options: { id: VerdictName; label: string; keys: string }[] = [
  { id: 'true', label: 'True', keys: 't' },
  { id: 'false', label: 'False', keys: 'f' },
  { id: 'unsure', label: 'Unsure', keys: 'u' },
  { id: 'escalate', label: 'Escalate', keys: '!' },
];

/** The four verdicts and the reason for one; giving the same verdict again takes it back. */
export function VerdictBar({
  target,
  verdict,
}: {
  readonly target: TriageTarget;
  readonly verdict: Verdict | null;
}) {
  const [reason, setReason] = useState(verdict?.reason ?? '');
  useEffect(() => setReason(verdict?.reason ?? ''), [verdict]);
  return (
    <div className="verdict-bar">
      <fieldset aria-label="Verdict" className="verdict-buttons">
        {options.map((option) => (
          <Button
            key={option.id}
            keys={option.keys}
            pressed={verdict?.verdict === option.id}
            onClick={() =>
              void judge([target], option.id, verdict?.verdict === option.id ? target.reason : reason.trim())
            }
          >
            {option.label}
          </Button>
        ))}
      </fieldset>
      {verdict && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== verdict.reason) void judge([target], verdict.verdict, reason.trim());
          }}
        >
          <input
            className="input"
            aria-label="Reason for the verdict"
            placeholder="Reason, kept with the verdict (Enter)"
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="muted verdict-by">
            {verdict.by || 'unnamed examiner'}, {formatTime(verdict.at)} UTC
          </p>
        </form>
      )}
    </div>
  );
}
