import type { Snippet } from '#contract/redaction.ts';

/** What was found, among what stands around it. */
export function Quoted({ snippet: { before, match, after } }: { readonly snippet: Snippet }) {
  return (
    <q className="quoted">
      …{before}
      <mark>{match}</mark>
      {after}…
    </q>
  );
}
