import { type RefObject, useState } from 'react';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { grouped, noted, renamed } from '../../../graph/view.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { countOf } from '../../../ui/format.ts';
import { answersChanged, notify, reportProblem } from '../../../workspace/store.ts';
import { addTexts } from '../actions.ts';
import { useDrawn } from '../drawn.ts';
import { showGroupPage } from '../group-page.ts';
import { viewText } from '../kept-view.ts';
import { saveView } from '../queries.ts';
import { changeView, openDialog, useGraph } from '../store.ts';
import { ChooseDialog } from './ChooseDialog.tsx';

const close = () => openDialog(null);

/** The one dialog of the page that is open, if any. */
export function Dialogs({ canvas }: { readonly canvas: RefObject<GraphCanvas | null> }) {
  const dialog = useGraph((s) => s.dialog);
  switch (dialog?.kind) {
    case 'add':
      return <AddDialog />;
    case 'choose':
      return <ChooseDialog node={dialog.node} />;
    case 'note':
      return <NoteDialog id={dialog.id} />;
    case 'group':
      return <GroupDialog ids={dialog.ids} rename={dialog.rename} />;
    case 'save':
      return <SaveDialog canvas={canvas} page={dialog.page} />;
    default:
      return null;
  }
}

function AddDialog() {
  const [text, setText] = useState('');
  const [looking, setLooking] = useState(false);
  return (
    <Dialog
      open
      onClose={close}
      title="Add to the graph"
      footer={
        <Button
          variant="primary"
          disabled={text.trim() === '' || looking}
          onClick={async () => {
            setLooking(true);
            if (await addTexts(text)) close();
            setLooking(false);
          }}
        >
          Add
        </Button>
      }
    >
      <Field
        label="Addresses or transactions"
        help="One or many, separated by spaces, commas or lines. chain:address names one chain; a transaction brings the ends of its transfers."
      >
        {(id, helpId) => (
          <textarea
            id={id}
            aria-describedby={helpId}
            className="input graph-paste mono"
            rows={8}
            spellCheck={false}
            value={text}
            autoFocus
            onChange={(event) => setText(event.target.value)}
            onPaste={(event) => {
              // A browser takes thousands of pasted lines in one by one.
              event.preventDefault();
              const { selectionStart, selectionEnd } = event.currentTarget;
              const pasted = event.clipboardData.getData('text/plain');
              setText((t) => `${t.slice(0, selectionStart)}${pasted}${t.slice(selectionEnd)}`);
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}

function NoteDialog({ id }: { readonly id: string }) {
  const before = useGraph((s) => s.view.notes[id] ?? '');
  const [text, setText] = useState(before);
  const name = useDrawn((s) => s.drawing.nodes.find((n) => n.id === id)?.name ?? 'a flow');
  const save = () => {
    changeView('wrote a note', (v) => noted(v, id, text));
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={`Note on ${name}`}
      footer={
        <Button variant="primary" keys="Ctrl+Enter" onClick={save}>
          Keep the note
        </Button>
      }
    >
      <Field
        label="Note"
        help="Kept with the view. Its first line is written under the node or on the flow; an empty note is taken away."
      >
        {(field, helpId) => (
          <textarea
            id={field}
            aria-describedby={helpId}
            className="input graph-paste"
            rows={5}
            value={text}
            autoFocus
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}

function GroupDialog({ ids, rename }: { readonly ids: readonly string[]; readonly rename: string | null }) {
  const before = useGraph((s) => s.view.groups.find((g) => g.id === rename)?.name ?? '');
  const [name, setName] = useState(before);
  return (
    <Dialog open onClose={close} title={rename ? 'Rename the group' : 'Group into an entity'}>
      <form
        className="graph-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (rename) changeView('renamed a group', (v) => renamed(v, rename, name));
          else {
            changeView(`grouped ${countOf(ids.length, 'node')}`, (v) => grouped(v, ids, name));
            useGraph.setState((s) => ({ picked: [], at: s.view.groups.at(-1)?.id ?? null }));
          }
          close();
        }}
      >
        <Field
          label="Name"
          help={
            rename
              ? 'The name is yours: it is no label of a source.'
              : `${countOf(ids.length, 'node')} become one, with the exact sums of their flows. The name is yours: it is no label of a source.`
          }
        >
          {(id, helpId) => (
            <input
              id={id}
              aria-describedby={helpId}
              className="input"
              value={name}
              maxLength={80}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="graph-form-foot">
          <Button variant="primary" type="submit">
            {rename ? 'Rename' : 'Group'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function SaveDialog({
  canvas,
  page,
}: {
  readonly canvas: RefObject<GraphCanvas | null>;
  readonly page: string | undefined;
}) {
  const keptAs = useGraph((s) => s.keptAs);
  const [name, setName] = useState(keptAs?.name ?? '');
  const [saving, setSaving] = useState(false);
  const save = async (id: string | null) => {
    const { view } = useGraph.getState();
    const wanted = name.trim();
    if (wanted === '') return;
    setSaving(true);
    try {
      const saved = await saveView(
        id,
        wanted,
        viewText(view, canvas.current?.camera ?? { x: 0, y: 0, zoom: 1 }),
      );
      useGraph.setState({ keptAs: { id: saved.id, name: wanted, dataChanged: false, view } });
      answersChanged();
      notify(`The view “${wanted}” is kept with the case.`);
      close();
      if (page !== undefined) showGroupPage(saved.id, page);
    } catch (error) {
      reportProblem(error);
      setSaving(false);
    }
  };
  return (
    <Dialog
      open
      onClose={close}
      title={page === undefined ? 'Save the view' : 'Save the view, then open the page of the group'}
    >
      <form
        className="graph-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(keptAs?.id ?? null);
        }}
      >
        <Field
          label="Name"
          help="Places, groups, notes, filters, colours and what is hidden are kept in the case folder, with a digest of the files they were seen in."
        >
          {(id, helpId) => (
            <input
              id={id}
              aria-describedby={helpId}
              className="input"
              value={name}
              maxLength={120}
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="graph-form-foot">
          {keptAs && (
            <Button disabled={saving || name.trim() === ''} onClick={() => void save(null)}>
              Save as another
            </Button>
          )}
          <Button variant="primary" type="submit" disabled={saving || name.trim() === ''}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
