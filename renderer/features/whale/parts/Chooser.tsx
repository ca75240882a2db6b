import { useState } from 'react';
import { shortenAddress, shownOf } from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer, useSettled } from '../../../workspace/use-answer.ts';
import { findSubjects, searchSubjects } from '../queries.ts';
import { nameOf, pastedTexts } from '../words.ts';

/** Finds addresses and entities by a text, or all addresses that were pasted at once. */
export function Chooser({
  onChoose,
  word,
  most,
}: {
  readonly onChoose: (ids: readonly string[]) => void;
  /** What choosing several does: `Compare`. */
  readonly word: string;
  readonly most: number;
}) {
  const revision = useWorkspace((s) => s.revision);
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), 150);
  const texts = pastedTexts(settled);
  const pasted = texts.length > 1 && texts.every((one) => /^([\w-]+:)?\w{20,}$/.test(one));
  const several = useAnswer(pasted ? `whale-pasted-${settled}-${revision}` : null, (signal) =>
    findSubjects(texts, signal),
  );
  const hits = useAnswer(
    !pasted && settled.length >= 2 ? `whale-search-${settled}-${revision}` : null,
    (signal) => searchSubjects(settled, signal),
  );
  const error = several.error ?? hits.error;
  const found = several.data?.nodes ?? [];
  return (
    <div className="whale-chooser">
      <textarea
        className="input"
        rows={2}
        aria-label="Address or label, or several addresses"
        placeholder="Address, label or entity; or paste several addresses"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (pasted && found.length > 0) onChoose(found.slice(0, most).map(({ id }) => id));
          else if (!pasted && hits.data?.[0]) onChoose([hits.data[0].id]);
        }}
      />
      {error ? (
        <ErrorState message={messageOf(error)} />
      ) : pasted ? (
        several.data ? (
          <>
            <p className="muted">
              {shownOf(found.length, texts.length, 'text')} found as addresses of imported rows.
              {found.length > most && ` The first ${most} fit on the sheet.`}
            </p>
            {found.length > 0 && (
              <button
                type="button"
                className="button button-primary"
                onClick={() => onChoose(found.slice(0, most).map(({ id }) => id))}
              >
                {word} {Math.min(most, found.length)}
              </button>
            )}
            <ul className="whale-hits">
              {found.slice(0, 30).map((node) => (
                <li key={node.id}>
                  <button type="button" onClick={() => onChoose([node.id])}>
                    <span>{nameOf(node)}</span>
                    <span className="muted">{node.chain}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <Skeleton lines={3} label="Looking for the addresses" />
        )
      ) : (
        settled.length >= 2 &&
        (hits.data ? (
          <ul className="whale-hits">
            {hits.data.length === 0 && <li className="muted">No address or label matches.</li>}
            {hits.data.map(({ id, title, detail }) => (
              <li key={id}>
                <button type="button" onClick={() => onChoose([id])}>
                  <span className={title.startsWith('0x') ? 'mono' : undefined}>
                    {title.startsWith('0x') ? shortenAddress(title) : title}
                  </span>
                  <span className="muted">{detail}</span>
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton lines={3} label="Searching" />
        ))
      )}
    </div>
  );
}
