import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { formatCount } from './format.ts';

/** One thing that is to be known of a result: what it is about, what is the matter, and a word beside. */
export interface OutcomeItem {
  readonly what: string;
  readonly reason: string;
  readonly note?: string;
}

const SHOWN = 50;

/** What came out of a check or a piece of work: good or not in one sentence, then what is the matter, then remarks. */
export function Outcome({
  good,
  headline,
  children,
  items = [],
  remarks = [],
  actions,
}: {
  readonly good: boolean;
  readonly headline: string;
  /** What was looked at. */
  readonly children?: ReactNode;
  readonly items?: readonly OutcomeItem[];
  readonly remarks?: readonly string[];
  readonly actions?: ReactNode;
}) {
  return (
    <div className={cx('outcome', good ? 'is-good' : 'is-bad')} role="status">
      <p>
        <b className="outcome-headline">{headline}</b> {children}
      </p>
      {items.length > 0 && (
        <ul>
          {items.slice(0, SHOWN).map(({ what, reason, note }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a result never changes its order
            <li key={at}>
              <b>{what}</b>: {reason} {note && <span className="muted">({note})</span>}
            </li>
          ))}
        </ul>
      )}
      {items.length > SHOWN && (
        <p className="muted">
          {SHOWN} of {formatCount(items.length)} shown.
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark} className="muted">
          {remark}
        </p>
      ))}
      {actions}
    </div>
  );
}
