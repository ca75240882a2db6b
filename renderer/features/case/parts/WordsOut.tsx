import { useState } from 'react';
import type { WordPlace } from '#contract/redaction.ts';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { keyOf, type WordSearch } from '../use-word-search.ts';
import { Quoted } from './Quoted.tsx';
import { Running } from './Running.tsx';
import { TextArea } from './TextArea.tsx';

const AT_ONCE = 100;

/** Words that must not be in the copy, and every place of the case where they are, to be left out all or singly. */
export function WordsOut({ search }: { readonly search: WordSearch }) {
  const { text, words, found, searching, progress } = search;
  return (
    <section className="words-out" aria-label="Words to leave out">
      <TextArea
        label="Words that must not be in the copy"
        help="Names, addresses, anything; one on each line. The bundle is searched for them once more when it is sealed."
        rows={3}
        value={text}
        onChange={search.setText}
      />
      {searching ? (
        <Running progress={progress} onCancel={search.cancel} />
      ) : (
        <Button disabled={words.length === 0} onClick={() => void search.search()}>
          Find them in the case
        </Button>
      )}
      {found && <Places search={search} found={found} />}
    </section>
  );
}

function Places({
  search,
  found,
}: {
  readonly search: WordSearch;
  readonly found: NonNullable<WordSearch['found']>;
}) {
  const { places, total, canGo, unread } = found;
  const { chosen, everything } = search;
  const [shown, setShown] = useState(AT_ONCE);
  if (total === 0)
    return (
      <p role="status">
        None of the words occurs in the case.
        <NotSearched unread={unread} />
      </p>
    );
  return (
    <>
      <p role="status">
        <b>{countOf(total, 'place')}</b>, of which {formatCount(canGo)} can be left out.{' '}
        {places.length < total && `The first ${formatCount(places.length)} are listed.`}
        <NotSearched unread={unread} />
      </p>
      {canGo > 0 && (
        <label>
          <input
            type="checkbox"
            checked={everything}
            onChange={(event) => search.chooseAll(event.target.checked)}
          />{' '}
          Leave out all of them
          {places.length < total && ', those that are not listed too'}
        </label>
      )}
      <ul className="word-places">
        {places.slice(0, shown).map((place, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was found never changes its order
          <Place key={at} place={place} chosen={chosen.has(keyOf(place))} onChoose={search.choose} />
        ))}
      </ul>
      {shown < places.length && (
        <Button variant="quiet" onClick={() => setShown(shown + AT_ONCE)}>
          {formatCount(Math.min(AT_ONCE, places.length - shown))} more of {formatCount(places.length)}
        </Button>
      )}
    </>
  );
}

function Place({
  place,
  chosen,
  onChoose,
}: {
  readonly place: WordPlace;
  readonly chosen: boolean;
  readonly onChoose: (key: string, on: boolean) => void;
}) {
  const { what, count, snippet, leaveOut, stays } = place;
  const said = (
    <>
      <b>{what}</b> {count > 1 && <span className="muted">{formatCount(count)} times</span>}
    </>
  );
  return (
    <li>
      {leaveOut ? (
        <label>
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => onChoose(keyOf(place), event.target.checked)}
          />{' '}
          {said}
        </label>
      ) : (
        <span>
          {said} <span className="muted">· {stays ?? 'It goes with what it rests on.'}</span>
        </span>
      )}
      <Quoted snippet={snippet} />
    </li>
  );
}

function NotSearched({ unread }: { readonly unread: readonly { what: string; reason: string }[] }) {
  const [first] = unread;
  if (!first) return null;
  return (
    <span className="muted">
      {' '}
      Not searched:{' '}
      {unread
        .slice(0, 5)
        .map(({ what, reason }) => `${what} (${reason})`)
        .join(', ')}
      {unread.length > 5 && ` and ${formatCount(unread.length - 5)} more`}.
    </span>
  );
}
