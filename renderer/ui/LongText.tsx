import { useState } from 'react';
import { formatCount } from './format.ts';

const shownAtFirst = 180;

/** A value that may be very long: its beginning, its length, and all of it on request. */
export function LongText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= shownAtFirst + 40) return text;
  return (
    <>
      {whole ? text : text.slice(0, shownAtFirst)}
      {!whole && '… '}
      <button type="button" className="link long-more" onClick={() => setWhole(!whole)}>
        {whole ? 'show less' : `all ${formatCount(text.length)} characters`}
      </button>
    </>
  );
}
