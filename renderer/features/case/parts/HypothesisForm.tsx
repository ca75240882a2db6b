import type { EvidenceItem, WorkContent, WorkDocument } from '#contract/case-work.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { useWorkDraft } from '../use-work-draft.ts';
import { Arguments } from './Arguments.tsx';
import { TextArea } from './TextArea.tsx';

type Hypothesis = Extract<WorkContent, { kind: 'hypothesis' }>;

const states = [
  { id: 'open' as const, label: 'open' },
  { id: 'supported' as const, label: 'supported' },
  { id: 'rejected' as const, label: 'rejected' },
];

/** What could be the case, with what speaks for and against it. */
export function HypothesisForm({
  document,
  exhibits,
}: {
  readonly document: WorkDocument & { readonly content: Hypothesis };
  readonly exhibits: readonly EvidenceItem[];
}) {
  const { content, set, save, state } = useWorkDraft(document);
  return (
    <>
      <TextArea
        label="Hypothesis"
        rows={2}
        value={content.statement}
        onChange={(statement) => set({ statement })}
        onLeave={save}
        help={state}
      />
      <Choice label="State" value={content.status} options={states} onChange={(status) => set({ status })} />
      <Arguments
        label="For"
        value={content.for}
        exhibits={exhibits}
        onChange={(list) => set({ for: list })}
        onLeave={save}
      />
      <Arguments
        label="Against"
        value={content.against}
        exhibits={exhibits}
        onChange={(against) => set({ against })}
        onLeave={save}
      />
      <TextArea
        label="How it was decided"
        rows={4}
        value={content.outcome}
        onChange={(outcome) => set({ outcome })}
        onLeave={save}
      />
    </>
  );
}
