import type { AlertDetail } from '#contract/detection.ts';
import { Address } from '../../../ui/Address.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { PriorityMark, TierMark } from '../../../ui/marks.tsx';
import { Sentence } from '../../../ui/Sentence.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { alertDetail } from '../queries.ts';
import { compare, useAlerts } from '../store.ts';
import { PrioritySum } from './PrioritySum.tsx';

/** Two alerts side by side: what they share, and what only one of them says. */
export function CompareDialog() {
  const pair = useAlerts((s) => s.comparing);
  return (
    <Dialog open={pair !== null} onClose={() => compare(null)} title="Two alerts side by side" size="wide">
      {pair && <Compared first={pair[0]} second={pair[1]} />}
    </Dialog>
  );
}

/** Rows of evidence that both alerts rest on. */
export function sharedRows(a: AlertDetail, b: AlertDetail): number {
  const key = ({ file, line, kind }: AlertDetail['evidence'][number]) => `${kind} ${file} ${line}`;
  const known = new Set(a.evidence.map(key));
  return new Set(b.evidence.map(key).filter((one) => known.has(one))).size;
}

function Compared({ first, second }: { readonly first: string; readonly second: string }) {
  const a = useAnswer(`compare-${first}`, (signal) => alertDetail(first, signal));
  const b = useAnswer(`compare-${second}`, (signal) => alertDetail(second, signal));
  const error = a.error ?? b.error;
  if (error) return <ErrorState message={messageOf(error)} />;
  if (!a.data || !b.data) return <Skeleton lines={12} label="Reading both alerts" />;
  const subjects = new Set(a.data.alert.subjects.map(({ id }) => id));
  const both = b.data.alert.subjects.filter(({ id }) => subjects.has(id)).length;
  return (
    <>
      <p className="compare-common">
        They share {countOf(both, 'subject')} and {countOf(sharedRows(a.data, b.data), 'row')} of evidence.
      </p>
      <div className="compare">
        <Side detail={a.data} other={b.data} />
        <Side detail={b.data} other={a.data} />
      </div>
    </>
  );
}

function Side({ detail, other }: { readonly detail: AlertDetail; readonly other: AlertDetail }) {
  const { alert } = detail;
  const theirs = new Set(other.alert.subjects.map(({ id }) => id));
  return (
    <section>
      <p className="alert-marks">
        <PriorityMark priority={alert.priority} word />
        <TierMark tier={alert.tier} word />
        <span>score {alert.score.toFixed(2)}</span>
        <span>confidence {alert.confidence.toFixed(2)}</span>
      </p>
      <h3>{alert.title}</h3>
      <p>
        <Sentence text={alert.explanation} />
      </p>
      <dl className="facts">
        <dt>From</dt>
        <dd>
          <Time at={alert.start} />
        </dd>
        <dt>To</dt>
        <dd>
          <Time at={alert.end} />
        </dd>
        <dt>Detector</dt>
        <dd className="mono">{alert.detector}</dd>
        <dt>Evidence</dt>
        <dd>{formatCount(detail.evidence.length)} rows</dd>
      </dl>
      <ul className="fact-list">
        {alert.subjects.map(({ id, chain }) => (
          <li key={`${chain}${id}`}>
            <Address address={id} chain={chain} copy />
            <span className="end muted">{theirs.has(id) ? 'in both' : ''}</span>
          </li>
        ))}
      </ul>
      <PrioritySum parts={alert.priorityParts} total={detail.prioritySum} priority={alert.priority} />
    </section>
  );
}
