import type { SealedBundle } from '#contract/bundles.ts';
import { Copy } from '../../../ui/Copy.tsx';
import { countOf, formatBytes } from '../../../ui/format.ts';
import { Outcome } from '../../../ui/Outcome.tsx';

function leftOutWords({ originals, exhibits, documents, alerts, entries }: SealedBundle['leftOut']): string {
  const parts = [
    originals > 0 && countOf(originals, 'original'),
    exhibits.length > 0 && countOf(exhibits.length, 'exhibit'),
    documents > 0 && countOf(documents, 'document'),
    alerts > 0 && countOf(alerts, 'alert'),
    entries > 0 && countOf(entries, 'journal entry', 'journal entries'),
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'nothing' : `${parts.join(', ')}; their hashes are inside`;
}

/** What was sealed, what it does not hold, and which words are still in it. */
export function SealedFacts({ sealed }: { readonly sealed: SealedBundle }) {
  const { path, bytes, files, encrypted, sha256, report, leftOut, remaining } = sealed;
  return (
    <div className="custody-dialog">
      <dl className="facts">
        <dt>File</dt>
        <dd className="break">{path}</dd>
        <dt>Size</dt>
        <dd>
          {formatBytes(bytes)}, {countOf(files, 'file')}
          {encrypted ? ', encrypted' : ''}
        </dd>
        <dt>SHA-256</dt>
        <dd className="mono break">
          {sha256} <Copy text={sha256} label="Copy the hash" />
        </dd>
        <dt>Report</dt>
        <dd>{report ? 'inside' : 'none inside'}</dd>
        <dt>Left out</dt>
        <dd>{leftOutWords(leftOut)}</dd>
      </dl>
      {remaining && (
        <Outcome
          good={remaining.places.length === 0}
          headline={
            remaining.places.length === 0
              ? 'None of the words is in the bundle.'
              : `Words are still in the bundle, in ${countOf(remaining.places.length, 'place')}.`
          }
          items={remaining.places.map(
            ({ file, what, line, words, count, snippet: { before, match, after } }) => ({
              what,
              reason: `…${before}${match}${after}…`,
              note: `${words.map((word) => `“${word}”`).join(', ')}; ${countOf(count, 'time')} in ${file}${line === null ? '' : `, first in line ${line}`}`,
            }),
          )}
          remarks={remaining.unread.map(({ what, reason }) => `Not searched: ${what}, for ${reason}.`)}
        >
          {remaining.places.length > 0 && 'Look at them before it leaves the house.'}
        </Outcome>
      )}
    </div>
  );
}
