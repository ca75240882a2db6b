import { FolderPlus, Waypoints } from 'lucide-react';
import { useEffect } from 'react';
import type { AlertDetail } from '#contract/detection.ts';
import { Address } from '../../../ui/Address.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { countOf, formatCount, formatDuration, formatTime } from '../../../ui/format.ts';
import { Markdown } from '../../../ui/Markdown.tsx';
import { PriorityMark, TierMark } from '../../../ui/marks.tsx';
import { Sentence } from '../../../ui/Sentence.tsx';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import type { InspectorProps } from '../../../workspace/feature.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { useHeldFrames } from '../../../workspace/replay.ts';
import {
  answersChanged,
  notify,
  openInGraph,
  reportProblem,
  setWide,
  useWorkspace,
} from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import '../alerts.css';
import { alertDetail, alertPage, changeReduction } from '../queries.ts';
import { addToCase, takeOut } from '../triage.ts';
import { selectSubject } from './alert-columns.tsx';
import { Evidence } from './Evidence.tsx';
import { ExhibitNote } from './ExhibitNote.tsx';
import { PrioritySum } from './PrioritySum.tsx';
import { setInspected, useTriageKeys } from './use-triage-keys.ts';
import { VerdictBar } from './VerdictBar.tsx';

/** Says of an alert that its evidence had not all happened at the instant the window stands at. */
function NotKnownYet({ id }: { readonly id: string }) {
  const at = useWorkspace((s) => s.at);
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(at === null ? null : `alert-known-${id}-${at}-${revision}`, (signal) =>
    alertPage({ text: id, until: at, dropped: 'too', limit: 1 }, signal),
  );
  useHeldFrames(answer.loading);
  if (answer.loading || answer.data?.total !== 0) return null;
  return (
    <p className="alert-later" role="status">
      This alert could not be known at {formatTime(at)} UTC: some of its evidence lies later.
    </p>
  );
}

/** One alert: the sentence, the sum behind its rank, and the rows it rests on. */
export function AlertInspector({ selection, wide }: InspectorProps<'alert'>) {
  const revision = useWorkspace((s) => s.revision);
  const onAlerts = useWorkspace((s) => s.page === 'alerts');
  const answer = useAnswer(`alert-${selection.id}-${revision}`, (signal) =>
    alertDetail(selection.id, signal),
  );
  const detail = answer.data;
  useEffect(() => {
    setInspected(
      detail
        ? {
            id: detail.alert.id,
            verdict: detail.alert.verdict?.verdict ?? null,
            reason: detail.alert.verdict?.reason ?? '',
            exhibit: detail.exhibit,
          }
        : null,
    );
    return () => setInspected(null);
  }, [detail]);
  if (answer.error && !detail) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!detail) return <Skeleton lines={10} label="Reading the alert" />;
  return (
    <>
      {!onAlerts && <KeysElsewhere />}
      <NotKnownYet id={selection.id} />
      <Detail detail={detail} wide={wide} />
    </>
  );
}

async function keep(alertId: string): Promise<void> {
  try {
    await changeReduction({ type: 'keep', alertId, keep: true, reason: 'kept by the analyst' });
    answersChanged();
    notify('The stages no longer touch this alert. The list was ranked anew.');
  } catch (error) {
    reportProblem(error);
  }
}

/** On other pages there is no list to go on in, only the alert itself. */
function KeysElsewhere() {
  useTriageKeys();
  return null;
}

function Detail({ detail, wide }: { readonly detail: AlertDetail; readonly wide: boolean }) {
  const { alert, exhibit, detector } = detail;
  const target = {
    id: alert.id,
    verdict: alert.verdict?.verdict ?? null,
    reason: alert.verdict?.reason ?? '',
    exhibit,
  };
  return (
    <div className={cx('inspect alert-detail', wide && 'is-wide')}>
      <div className="alert-main">
        <div className="alert-marks">
          <PriorityMark priority={alert.priority} word />
          <TierMark tier={alert.tier} word />
          <span title="How strong the pattern is, 0 to 1">score {alert.score.toFixed(2)}</span>
          <span title="How sure the detector is of it, 0 to 1">confidence {alert.confidence.toFixed(2)}</span>
        </div>
        <p className="inspect-title">{alert.title}</p>
        <p className="alert-explanation">
          <Sentence text={alert.explanation} />
        </p>
        {alert.filters.length > 0 && (
          <section className="stage-marks" aria-label="What the stages after detection said">
            <ul className="plain-list">
              {alert.filters.map((f) => (
                <li key={`${f.stage}${f.reason}`}>
                  <strong>
                    {f.effect} by {f.stage.replaceAll('-', ' ')}
                  </strong>
                  : {f.reason}
                </li>
              ))}
            </ul>
            <Button onClick={() => void keep(alert.id)}>Rank it as it was found</Button>
          </section>
        )}
        <VerdictBar target={target} verdict={alert.verdict} />
        <div className="alert-actions">
          {exhibit === null ? (
            <Button icon={<FolderPlus size={13} />} keys="e" onClick={() => void addToCase([target])}>
              Add to case
            </Button>
          ) : (
            <>
              <span className="exhibit">Exhibit {exhibit}</span>
              <Button variant="quiet" onClick={() => void takeOut([alert.id])}>
                Take out
              </Button>
            </>
          )}
          <Button
            icon={<Waypoints size={13} />}
            keys="o"
            onClick={() => openInGraph({ kind: 'alert', id: alert.id })}
          >
            Open in graph
          </Button>
        </div>
        {exhibit !== null && <ExhibitNote alertId={alert.id} />}
      </div>
      <section className="alert-evidence">
        <h3>
          Evidence <span className="muted">{countOf(detail.evidence.length, 'row')} of original files</span>
        </h3>
        <Evidence rows={detail.evidence} wide={wide} onAll={() => setWide(true)} />
      </section>
      <section>
        <h3>Subjects</h3>
        <ul className="fact-list">
          {alert.subjects.map((subject) => (
            <li key={`${subject.kind}${subject.id}`}>
              <Address address={subject.id} chain={subject.chain} copy onSelect={selectSubject(subject)} />
              <span className="end muted">{subject.chain ?? subject.kind}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          Priority <span className="muted">sum of its parts</span>
        </h3>
        <PrioritySum parts={alert.priorityParts} total={detail.prioritySum} priority={alert.priority} />
      </section>
      <section>
        <h3>When</h3>
        <dl className="facts">
          <dt>From</dt>
          <dd>
            <Time at={alert.start} />
          </dd>
          <dt>To</dt>
          <dd>
            <Time at={alert.end} />
          </dd>
          <dt>Lasts</dt>
          <dd>
            {alert.start === alert.end
              ? 'one instant'
              : formatDuration((Date.parse(alert.end) - Date.parse(alert.start)) / 1000)}
          </dd>
          {alert.count > 1 && (
            <>
              <dt>Joined</dt>
              <dd>{formatCount(alert.count)} hits in one alert</dd>
            </>
          )}
        </dl>
      </section>
      <section>
        <h3>
          Detector <span className="muted mono">{alert.detector}</span>{' '}
          <span className="muted">version {alert.version}</span>
        </h3>
        <dl className="facts">
          {Object.entries(alert.params).map(([name, value]) => (
            <div key={name} className="facts-row">
              <dt title={detector.parameters.find((p) => p.name === name)?.description}>{name}</dt>
              <dd className="mono">
                {typeof value === 'object' ? JSON.stringify(value) : String(value)}{' '}
                {detector.parameters.find((p) => p.name === name)?.unit}
              </dd>
            </div>
          ))}
        </dl>
        <details className="detector-card">
          <summary>What it sees, and when it is wrong</summary>
          <Markdown text={detector.card} />
        </details>
      </section>
    </div>
  );
}
