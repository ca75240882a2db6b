import { useRef, useState } from 'react';
import type { EvidenceItem, WorkContent, WorkDocument, WorkKind } from '#contract/case-work.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { addDocument, putBack } from '../acts.ts';
import { openDocument, showRemoved, useCase } from '../store.ts';
import { kindWords, stateOf, titleOf } from '../words.ts';
import { FindingForm } from './FindingForm.tsx';
import { HypothesisForm } from './HypothesisForm.tsx';
import { NoteForm } from './NoteForm.tsx';
import { TakeOut } from './TakeOut.tsx';
import { TaskForm } from './TaskForm.tsx';
import { Versions } from './Versions.tsx';

type Of<K extends WorkKind> = WorkDocument & { readonly content: Extract<WorkContent, { kind: K }> };
const is = <K extends WorkKind>(document: WorkDocument, kind: K): document is Of<K> =>
  document.content.kind === kind;

/** All documents of a kind beside the one that is edited. */
export function WorkTab({
  kind,
  documents,
  exhibits,
}: {
  readonly kind: WorkKind;
  readonly documents: readonly WorkDocument[];
  readonly exhibits: readonly EvidenceItem[];
}) {
  const words = kindWords[kind];
  const removed = useCase((s) => s.removed);
  const openId = useCase((s) => s.open[kind]);
  const list = documents.filter((one) => one.content.kind === kind && (removed || one.removed === null));
  const open = list.find(({ id }) => id === openId) ?? list[0];
  return (
    <div className="work-split">
      <section className="work-list" aria-label={words.many}>
        <QuickAdd kind={kind} />
        {list.length === 0 ? (
          <EmptyState title={`No ${words.many.toLowerCase()} yet`} compact>
            {words.empty}
          </EmptyState>
        ) : (
          <ol>
            {list.map((document) => (
              <li key={document.id}>
                <button
                  type="button"
                  className={cx('work-item', document === open && 'is-on', document.removed && 'is-removed')}
                  aria-current={document === open}
                  onClick={() => openDocument(kind, document.id)}
                >
                  <span className="work-number">{document.number}</span>
                  <span className="work-title">{titleOf(document)}</span>
                  <span className="muted">{document.removed ? 'taken out' : stateOf(document)}</span>
                </button>
              </li>
            ))}
          </ol>
        )}
        <Button variant="quiet" pressed={removed} onClick={() => showRemoved(!removed)}>
          {removed ? 'Hide what was taken out' : 'Show what was taken out'}
        </Button>
      </section>
      {open && (
        <section className="work-form" aria-label={`${words.one} ${open.number}`} key={open.id}>
          <header>
            <h2>
              {words.one} {open.number}
            </h2>
            <span className="muted">
              {open.changed.by || 'unnamed'}, <Time at={open.changed.at} /> UTC
            </span>
            <span className="end">
              <Versions document={open} />
              {open.removed ? (
                <Button onClick={() => void putBack({ kind, id: open.id })}>Put back</Button>
              ) : (
                <TakeOut name={`${words.one} ${open.number}`} work={{ kind, id: open.id }} />
              )}
            </span>
          </header>
          {open.removed && (
            <p className="is-caution">
              Taken out by {open.removed.by || 'unnamed'} on <Time at={open.removed.at} /> UTC
              {open.removed.reason && `: ${open.removed.reason}`}.
            </p>
          )}
          <fieldset className="work-fields" disabled={open.removed !== null}>
            {is(open, 'finding') && <FindingForm document={open} exhibits={exhibits} />}
            {is(open, 'hypothesis') && <HypothesisForm document={open} exhibits={exhibits} />}
            {is(open, 'task') && <TaskForm document={open} />}
            {is(open, 'note') && <NoteForm document={open} />}
          </fieldset>
        </section>
      )}
    </div>
  );
}

function QuickAdd({ kind }: { readonly kind: WorkKind }) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const words = kindWords[kind];
  const add = () => {
    if (text.trim() === '') return input.current?.focus();
    void addDocument(kind, text).then(() => setText(''));
  };
  return (
    <form
      className="quick-add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        ref={input}
        className="input"
        aria-label={`New ${words.one.toLowerCase()}`}
        placeholder={words.add}
        value={text}
        maxLength={300}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="primary">
        Add
      </Button>
    </form>
  );
}
