import { Fragment, useMemo, useState } from 'react';
import type { DetectorCard, DetectorRun } from '#contract/detection.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { Markdown } from '../../../ui/Markdown.tsx';
import { TierMark } from '../../../ui/marks.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { runDetectors } from '../detect.ts';
import { detectorCards, lastRuns } from '../queries.ts';
import { showRuns, useAlerts } from '../store.ts';
import { ParameterForm } from './ParameterForm.tsx';

/** Every detector of this build, how its last run ended, and what it would need. */
export function RunsDialog() {
  const open = useAlerts((s) => s.runsOpen);
  return (
    <Dialog
      open={open}
      onClose={() => showRuns(false)}
      title="Detectors"
      size="wide"
      description="What this build can see, and how the last run of each ended."
    >
      {open && <Runs />}
    </Dialog>
  );
}

const statusWords: Record<DetectorRun['status'], string> = {
  done: 'done',
  failed: 'failed',
  skipped: 'data missing',
};

function Runs() {
  const revision = useWorkspace((s) => s.revision);
  const cards = useAnswer('detectors', detectorCards).data;
  const runs = useAnswer(`runs-${revision}`, lastRuns).data;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<string | null>(null);
  const [side, setSide] = useState<'card' | 'parameters'>('card');
  const byId = useMemo(() => new Map((runs ?? []).map((r) => [r.detector, r])), [runs]);
  if (!cards) return <Skeleton lines={8} />;
  const card = cards.find((c) => c.id === shown);
  const families = [...new Set(cards.map((c) => c.family))]
    .sort()
    .map((family) => [family, cards.filter((c) => c.family === family)] as const);
  return (
    <div className="runs">
      <div className="runs-list">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Choose</span>
              </th>
              <th scope="col">Detector</th>
              <th scope="col">Last run</th>
              <th scope="col" className="end">
                Alerts
              </th>
              <th scope="col" className="end">
                Seconds
              </th>
            </tr>
          </thead>
          <tbody>
            {families.map(([family, members]) => (
              <Fragment key={family}>
                <tr className="runs-family">
                  <th scope="rowgroup" colSpan={5}>
                    {family}
                  </th>
                </tr>
                {members.map((c) => (
                  <RunRow
                    key={c.id}
                    card={c}
                    run={byId.get(c.id)}
                    chosen={chosen.includes(c.id)}
                    shown={shown === c.id}
                    onChoose={(on) => setChosen(on ? [...chosen, c.id] : chosen.filter((id) => id !== c.id))}
                    onShow={() => setShown(shown === c.id ? null : c.id)}
                  />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {card && (
        <div className="runs-card">
          <h3>
            <TierMark tier={card.tier} word /> · version {card.version} · {card.maturity}
          </h3>
          <Tabs
            label={card.title}
            value={side}
            tabs={[
              { id: 'card', label: 'What it sees' },
              { id: 'parameters', label: `Parameters (${card.parameters.length})` },
            ]}
            onChange={setSide}
          />
          {side === 'card' ? <Markdown text={card.card} /> : <ParameterForm key={card.id} card={card} />}
        </div>
      )}
      <div className="runs-foot">
        <Button
          variant="primary"
          onClick={() => {
            showRuns(false);
            void runDetectors(chosen);
          }}
        >
          {chosen.length > 0 ? `Run ${countOf(chosen.length, 'detector')}` : 'Run all'}
        </Button>
        <span className="muted">Runs go on in the background and can be cancelled in the running work.</span>
      </div>
    </div>
  );
}

function RunRow({
  card,
  run,
  chosen,
  shown,
  onChoose,
  onShow,
}: {
  readonly card: DetectorCard;
  readonly run: DetectorRun | undefined;
  readonly chosen: boolean;
  readonly shown: boolean;
  readonly onChoose: (on: boolean) => void;
  readonly onShow: () => void;
}) {
  return (
    <tr className={cx(shown && 'is-on')}>
      <td>
        <input
          type="checkbox"
          aria-label={`Choose ${card.title}`}
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
      </td>
      <td>
        <button type="button" className="link" onClick={onShow} aria-expanded={shown}>
          {card.title}
        </button>
        {run?.message && <p className={run.status === 'failed' ? 'is-problem' : 'muted'}>{run.message}</p>}
        {run && run.notSearched.length > 0 && (
          <details>
            <summary>
              {countOf(run.notSearched.length, 'address', 'addresses')} not searched completely
            </summary>
            <ul className="plain-list mono">
              {run.notSearched.map((address) => (
                <li key={address}>{address}</li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td className={run?.status === 'failed' ? 'is-problem' : undefined}>
        {run ? statusWords[run.status] : 'not run'}
      </td>
      <td className="end">{run?.status === 'done' ? formatCount(run.alerts) : ''}</td>
      <td className="end">{run?.status === 'done' ? run.seconds.toFixed(2) : ''}</td>
    </tr>
  );
}
