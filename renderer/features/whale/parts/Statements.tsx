import type { StatedTag } from '#contract/entities.ts';
import { countOf, formatCount, formatDay, shownOf } from '../../../ui/format.ts';
import { statementsOf } from '../../../ui/statements.ts';

const listed = 3;

/** What sources say, each with its confidence; of several addresses, of how many it is said. */
export function Statements({
  labels,
  total,
  of,
}: {
  readonly labels: readonly StatedTag[];
  /** Tags there are, where not all are listed. */
  readonly total: number;
  /** Addresses of the subject. */
  readonly of: number;
}) {
  if (labels.length === 0)
    return (
      <p className="muted whale-unlabelled">
        {of === 1 ? 'No label in this case names it.' : 'No label in this case names any of them.'} Drop a
        label list or a tag pack to know more.
      </p>
    );
  const statements = statementsOf(labels);
  const most = (label: string, source: string) =>
    Math.max(
      ...labels.filter((tag) => tag.label === label && tag.source === source).map((tag) => tag.addresses),
    );
  const line = ({ label, categories, source, confidence, listedAt }: (typeof statements)[number]) => (
    <li key={`${label}${source}`}>
      <span className="statement-label">{label}</span>
      <span>{categories.filter(Boolean).join(', ')}</span>
      <span className="muted">
        says {source}
        {of > 1 && ` of ${formatCount(most(label, source))} of ${countOf(of, 'address', 'addresses')}`},
        confidence {confidence} of 100, {listedAt ? `listed ${formatDay(listedAt)}` : 'date not given'}
      </span>
    </li>
  );
  return (
    <>
      <ul className="tag-list whale-tags">{statements.slice(0, listed).map(line)}</ul>
      {statements.length > listed && (
        <details className="whale-more">
          <summary>{shownOf(listed, statements.length, 'statement')}; show the others</summary>
          <ul className="tag-list whale-tags">{statements.slice(listed).map(line)}</ul>
          {labels.length < total && (
            <p className="muted">
              Of {countOf(total, 'tag')} the {formatCount(labels.length)} said of most addresses; each address
              has its own below.
            </p>
          )}
        </details>
      )}
    </>
  );
}
