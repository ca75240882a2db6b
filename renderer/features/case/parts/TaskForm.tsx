import type { WorkContent, WorkDocument } from '#contract/case-work.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useWorkDraft } from '../use-work-draft.ts';
import { TextArea } from './TextArea.tsx';

type Task = Extract<WorkContent, { kind: 'task' }>;

const types = [
  { id: 'task' as const, label: 'task' },
  { id: 'lead' as const, label: 'lead' },
];
const states = [
  { id: 'open' as const, label: 'open' },
  { id: 'active' as const, label: 'active' },
  { id: 'done' as const, label: 'done' },
  { id: 'dismissed' as const, label: 'dismissed' },
];

/** Something to do, or a lead to follow. */
export function TaskForm({ document }: { readonly document: WorkDocument & { readonly content: Task } }) {
  const { content, set, save, state } = useWorkDraft(document);
  return (
    <>
      <TextArea
        label="What"
        rows={2}
        value={content.title}
        onChange={(title) => set({ title })}
        onLeave={save}
        help={state}
      />
      <div className="work-row">
        <Choice label="Kind" value={content.type} options={types} onChange={(type) => set({ type })} />
        <Choice
          label="State"
          value={content.status}
          options={states}
          onChange={(status) => set({ status })}
        />
      </div>
      <div className="work-row">
        <TextField
          label="Who"
          value={content.assignee}
          onChange={(next) => set({ assignee: next })}
          onLeave={save}
        />
        <TextField
          label="Due (UTC)"
          type="date"
          value={content.due?.slice(0, 10) ?? ''}
          onChange={(next) => set({ due: next === '' ? null : `${next}T00:00:00Z` })}
          onLeave={save}
        />
      </div>
      <TextArea
        label="Detail (Markdown)"
        rows={6}
        value={content.detail}
        onChange={(detail) => set({ detail })}
        onLeave={save}
      />
      <TextArea
        label="What came of it"
        rows={3}
        value={content.outcome}
        onChange={(outcome) => set({ outcome })}
        onLeave={save}
      />
    </>
  );
}
