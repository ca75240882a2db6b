import type { Priority, Tier, Verdict } from '#contract/detection.ts';

const bars: Record<Priority, number> = { CRITICAL: 4, HIGH: 3, MEDIUM: 2, LOW: 1 };
const priorityWords: Record<Priority, string> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
};

/** Four steps: number of bars, colour and word. */
export function PriorityMark({
  priority,
  word = false,
}: {
  readonly priority: Priority;
  readonly word?: boolean;
}) {
  const filled = bars[priority];
  return (
    <span
      className={`priority priority-${priority.toLowerCase()}`}
      title={`Priority ${priorityWords[priority].toLowerCase()}`}
    >
      <svg viewBox="0 0 15 12" width="15" height="12" aria-hidden="true">
        {[0, 1, 2, 3].map((i) => (
          <rect
            key={i}
            x={i * 4}
            y={9 - i * 3}
            width="3"
            height={3 + i * 3}
            rx="0.5"
            className={i < filled ? 'on' : 'off'}
          />
        ))}
      </svg>
      <span className={word ? undefined : 'visually-hidden'}>{priorityWords[priority]}</span>
    </span>
  );
}

const tierShapes: Record<Tier, string> = { structural: '■', attribution: '◆', lead: '○' };
const tierMeanings: Record<Tier, string> = {
  structural: 'Structural: follows from the rows by a stated rule',
  attribution: 'Attribution: rests on a label, whose source is shown',
  lead: 'Lead: the opinion of a model or heuristic',
};

export function TierMark({ tier, word = false }: { readonly tier: Tier; readonly word?: boolean }) {
  return (
    <span className={`tier tier-${tier}`} title={tierMeanings[tier]}>
      <span aria-hidden="true" className="tier-shape">
        {tierShapes[tier]}
      </span>
      <span className={word ? undefined : 'visually-hidden'}>{tier}</span>
    </span>
  );
}

const verdictSigns: Record<Verdict['verdict'], string> = {
  true: '✓',
  false: '✕',
  unsure: '?',
  escalate: '!',
};
const verdictWords: Record<Verdict['verdict'], string> = {
  true: 'True',
  false: 'False',
  unsure: 'Unsure',
  escalate: 'Escalated',
};

export function VerdictMark({ verdict }: { readonly verdict: Verdict | null }) {
  if (!verdict) return <span className="visually-hidden">not triaged</span>;
  return (
    <span className={`verdict verdict-${verdict.verdict}`} title={verdict.reason || undefined}>
      <span aria-hidden="true" className="verdict-sign">
        {verdictSigns[verdict.verdict]}
      </span>
      {verdictWords[verdict.verdict]}
    </span>
  );
}
