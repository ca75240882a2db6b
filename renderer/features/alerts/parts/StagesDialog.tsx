import { type ReactNode, useState } from 'react';
import type { KnownPattern, Reduction, ReductionChange } from '#contract/reduction.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { answersChanged, reportProblem, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { changeReduction, reduction } from '../queries.ts';
import { showStages, useAlerts } from '../store.ts';

/** What happens to alerts between the detectors and the list, and how to change it for this case. */
export function StagesDialog() {
  const open = useAlerts((s) => s.stagesOpen);
  return (
    <Dialog
      open={open}
      onClose={() => showStages(false)}
      title="Stages after detection"
      size="wide"
      description="Each stage leaves its reason on the alerts it touches. Nothing is removed: a change here ranks the alerts of this case anew and is written into the journal."
    >
      {open && <Stages />}
    </Dialog>
  );
}

function Stages() {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`reduction-${revision}`, reduction);
  const [busy, setBusy] = useState(false);
  if (answer.error) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={10} />;
  const change = async (what: ReductionChange): Promise<void> => {
    setBusy(true);
    try {
      await changeReduction(what);
      answersChanged();
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stages" aria-busy={busy}>
      <StageList given={answer.data} busy={busy} change={change} />
      <AllowList given={answer.data} busy={busy} change={change} />
      <Patterns given={answer.data} busy={busy} change={change} />
    </div>
  );
}

interface PartProps {
  readonly given: Reduction;
  readonly busy: boolean;
  readonly change: (what: ReductionChange) => Promise<void>;
}

function StageList({ given, busy, change }: PartProps) {
  const { right, wrong, needed } = given.triageModel;
  return (
    <section>
      <table className="stage-table">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" className="end">
              Dropped
            </th>
            <th scope="col" className="end">
              Lowered
            </th>
            <th scope="col" className="end">
              Joined
            </th>
          </tr>
        </thead>
        <tbody>
          {given.stages.map((stage) => (
            <tr key={stage.stage}>
              <td>
                <Toggle
                  checked={stage.enabled}
                  disabled={busy}
                  onChange={(enabled) => void change({ type: 'stage', stage: stage.stage, enabled })}
                >
                  {stage.title}
                </Toggle>
                <p className="muted">
                  {stage.about}
                  {stage.stage === 'triage-model' &&
                    ` There are ${right} true and ${wrong} false verdicts; it needs ${needed} of each.`}
                </p>
              </td>
              <td className="end">{formatCount(stage.dropped)}</td>
              <td className="end">{formatCount(stage.lowered)}</td>
              <td className="end">{formatCount(stage.joined)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Toggle({
  checked,
  disabled,
  onChange,
  children,
}: {
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className="toggle">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}

function AllowList({ given, busy, change }: PartProps) {
  const [address, setAddress] = useState('');
  const [reason, setReason] = useState('');
  const ready = address.trim() !== '' && reason.trim() !== '' && !busy;
  const add = () =>
    void change({ type: 'allow', address: address.trim(), chain: null, reason: reason.trim() }).then(() => {
      setAddress('');
      setReason('');
    });
  return (
    <section>
      <h3>
        Allow-list{' '}
        <span className="muted">
          {countOf(given.allowList.length, 'address', 'addresses')}, on every chain
        </span>
      </h3>
      <ul className="fact-list">
        {given.allowList.map((entry) => (
          <li key={entry.id}>
            <span className="mono ellipsis" title={entry.address}>
              {entry.address}
            </span>
            <span className="ellipsis">{entry.reason}</span>
            <span className="end muted">
              <Time at={entry.at} />{' '}
              <Button
                variant="quiet"
                disabled={busy}
                onClick={() => void change({ type: 'disallow', id: entry.id })}
              >
                Take off
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <div className="stage-form">
        <Field label="Address">
          {(id) => (
            <input
              id={id}
              className="input mono"
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
        <Field label="Why it is no concern">
          {(id) => (
            <input
              id={id}
              className="input"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button disabled={!ready} onClick={add}>
          Put on the list
        </Button>
      </div>
    </section>
  );
}

const idOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);

function Patterns({ given, busy, change }: PartProps) {
  const [title, setTitle] = useState('');
  const [method, setMethod] = useState('');
  const [labels, setLabels] = useState('');
  const words = labels
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
  const ready = idOf(title) !== '' && (method.trim() !== '' || words.length > 0) && !busy;
  const add = () =>
    void change({
      type: 'pattern',
      pattern: {
        id: idOf(title),
        title: title.trim(),
        reason: 'A pattern of this case.',
        detectors: [],
        method: method.trim() === '' ? null : method.trim(),
        labels: words,
        share: 0.8,
        effect: 'lowered',
        enabled: true,
        builtIn: false,
      },
    }).then(() => {
      setTitle('');
      setMethod('');
      setLabels('');
    });
  return (
    <section>
      <h3>Known legitimate patterns</h3>
      <ul className="pattern-list">
        {given.patterns.map((known) => (
          <li key={known.id}>
            <Toggle
              checked={known.enabled}
              disabled={busy}
              onChange={(enabled) => void change({ type: 'pattern-enabled', id: known.id, enabled })}
            >
              {known.title}
            </Toggle>
            <p className="muted">{said(known)}</p>
          </li>
        ))}
      </ul>
      <div className="stage-form">
        <Field label="Name of a new pattern">
          {(id) => (
            <input
              id={id}
              className="input"
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label="Methods, parted by |">
          {(id) => (
            <input
              id={id}
              className="input mono"
              value={method}
              onChange={(event) => setMethod(event.target.value)}
            />
          )}
        </Field>
        <Field label="Labels, parted by commas">
          {(id) => (
            <input
              id={id}
              className="input"
              value={labels}
              onChange={(event) => setLabels(event.target.value)}
            />
          )}
        </Field>
        <Button disabled={!ready} onClick={add}>
          Add
        </Button>
      </div>
    </section>
  );
}

function said(known: KnownPattern): string {
  const conditions = [
    known.method === null ? '' : `methods ${known.method}`,
    known.labels.length === 0 ? '' : `labels ${known.labels.join(', ')}`,
    known.detectors.length === 0 ? '' : `detectors of ${known.detectors.join(', ')}`,
  ].filter(Boolean);
  return `${known.effect === 'dropped' ? 'Dropped' : 'Lowered'} where ${Math.round(known.share * 100)} % of the evidence fits: ${conditions.join('; ')}.`;
}
