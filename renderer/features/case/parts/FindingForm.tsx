import type { EvidenceItem, WorkContent, WorkDocument } from '#contract/case-work.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useWorkDraft } from '../use-work-draft.ts';
import { Arguments } from './Arguments.tsx';
import { TextArea } from './TextArea.tsx';

type Finding = Extract<WorkContent, { kind: 'finding' }>;

const tiers = [
  { id: 'structural' as const, label: '■ structural', title: 'Follows from the rows by a stated rule' },
  { id: 'attribution' as const, label: '◆ attribution', title: 'Rests on a label, whose source is given' },
  { id: 'lead' as const, label: '○ lead', title: 'The opinion of a model or heuristic' },
];
const confidences = [
  { id: 'low' as const, label: 'low' },
  { id: 'moderate' as const, label: 'moderate' },
  { id: 'high' as const, label: 'high' },
];

/** A statement with its tier, confidence and the exhibits for and against it. */
export function FindingForm({
  document,
  exhibits,
}: {
  readonly document: WorkDocument & { readonly content: Finding };
  readonly exhibits: readonly EvidenceItem[];
}) {
  const { content, set, save, state } = useWorkDraft(document);
  return (
    <>
      <TextArea
        label="Statement"
        rows={2}
        value={content.statement}
        onChange={(statement) => set({ statement })}
        onLeave={save}
        help={state}
      />
      <div className="work-row">
        <Choice label="Tier" value={content.tier} options={tiers} onChange={(tier) => set({ tier })} />
        <Choice
          label="Confidence"
          value={content.confidence}
          options={confidences}
          onChange={(confidence) => set({ confidence })}
        />
      </div>
      <TextField
        label="Why this confidence"
        value={content.confidenceReason}
        onChange={(next) => set({ confidenceReason: next })}
        onLeave={save}
      />
      <Arguments
        label="Supported by"
        value={content.supporting}
        exhibits={exhibits}
        onChange={(supporting) => set({ supporting })}
        onLeave={save}
      />
      <Arguments
        label="Contradicted by"
        value={content.contradicting}
        exhibits={exhibits}
        onChange={(contradicting) => set({ contradicting })}
        onLeave={save}
      />
      <TextArea
        label="Detail (Markdown)"
        rows={7}
        value={content.detail}
        onChange={(detail) => set({ detail })}
        onLeave={save}
      />
    </>
  );
}
