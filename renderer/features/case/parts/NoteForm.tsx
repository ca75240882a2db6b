import { useState } from 'react';
import type { WorkContent, WorkDocument } from '#contract/case-work.ts';
import { Button } from '../../../ui/Button.tsx';
import { Markdown } from '../../../ui/Markdown.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { addToCase } from '../../../workspace/add-evidence.ts';
import { useWorkDraft } from '../use-work-draft.ts';
import { TextArea } from './TextArea.tsx';

type Note = Extract<WorkContent, { kind: 'note' }>;

/** A note in Markdown, saved as it is written. */
export function NoteForm({ document }: { readonly document: WorkDocument & { readonly content: Note } }) {
  const { content, set, save, state } = useWorkDraft(document);
  const [read, setRead] = useState(false);
  return (
    <>
      <TextField
        label="Title"
        value={content.title}
        onChange={(next) => set({ title: next })}
        onLeave={save}
      />
      {read ? (
        <section className="note-read" aria-label="The note as it reads">
          <Markdown text={content.text} />
        </section>
      ) : (
        <TextArea
          label="Text (Markdown)"
          rows={18}
          value={content.text}
          onChange={(text) => set({ text })}
          onLeave={save}
          help={state}
        />
      )}
      <span className="work-buttons">
        <Button pressed={read} onClick={() => setRead(!read)}>
          {read ? 'Write' : 'Read'}
        </Button>
        <Button
          disabled={content.text.trim() === ''}
          onClick={() =>
            void addToCase({
              kind: 'note',
              title: content.title || `Note ${document.number}`,
              data: { title: content.title, text: content.text, number: document.number },
            })
          }
        >
          Freeze as an exhibit
        </Button>
      </span>
    </>
  );
}
