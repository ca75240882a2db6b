import { useMemo } from 'react';
import type { RiskMonitor } from '#contract/board.ts';
import { ChartPanel } from '../../../charts/ChartPanel.tsx';
import { timeBarsOption } from '../../../charts/time-bars.ts';
import { Button } from '../../../ui/Button.tsx';
import type { DataSet } from '../../../ui/DataTable.tsx';
import { countOf, formatCount, formatDuration, formatTime } from '../../../ui/format.ts';
import { goTo, reportProblem, showAlertsBehind } from '../../../workspace/store.ts';
import { riskBars } from '../pictures.ts';
import { risk } from '../queries.ts';
import { BoardPanel, CHART_HEIGHT } from './BoardPanel.tsx';
import { showAlertsFrom } from './leads.ts';
import { useBoard } from './use-board.ts';

const title = 'Manipulation risk';

/** Alerts over time by severity, and by family. */
export function RiskPanel() {
  const answer = useBoard('risk', risk);
  return (
    <BoardPanel title={title} answer={answer}>
      {(data) => <Risk monitor={data} />}
    </BoardPanel>
  );
}

function Risk({ monitor }: { readonly monitor: RiskMonitor }) {
  const { bucketSeconds, families, total } = monitor;
  const option = useMemo(() => {
    const bars = riskBars(monitor);
    return bars && (() => timeBarsOption(bars));
  }, [monitor]);
  const data: DataSet = {
    columns: [
      {
        title: 'from_utc',
        show: (value) => formatTime(String(value)),
        open:
          ({ cells }) =>
          () =>
            showAlertsFrom(String(cells[0]), bucketSeconds, String(cells[1])),
        openLabel: 'The alerts of this time and family',
      },
      { title: 'family' },
      { title: 'severity' },
      { title: 'alerts', end: true },
    ],
    rows: monitor.buckets.map(({ at, family, severity, alerts }) => ({
      key: `${at} ${family} ${severity}`,
      cells: [at, family, severity, alerts],
    })),
  };
  return (
    <ChartPanel
      title={title}
      note={
        total > 0 && (
          <>
            <button
              type="button"
              className="number-link"
              onClick={() => showAlertsBehind({ family: null, severity: null })}
            >
              {countOf(total, 'alert')}
            </button>{' '}
            each {formatDuration(bucketSeconds)}; <span className="board-high">■ high</span>{' '}
            <span className="board-medium">■ medium</span> <span className="board-low">■ low</span>
          </>
        )
      }
      height={CHART_HEIGHT - 64}
      label={`${countOf(total, 'alert')} over time by severity`}
      option={option}
      empty={
        <>
          No alert begins in this span.
          <span>
            <Button onClick={() => goTo('alerts')}>Run the detectors</Button>
          </span>
        </>
      }
      data={data}
      fileName="risk"
      onPick={(at) => showAlertsFrom(at, bucketSeconds)}
      onProblem={reportProblem}
      below={
        families.length > 0 && (
          <ul className="board-families" aria-label="Alerts by family">
            {families.map(({ family, alerts, high }) => (
              <li key={family}>
                <span>{family.replaceAll('-', ' ')}</span>{' '}
                <button
                  type="button"
                  className="number-link"
                  aria-label={`${countOf(alerts, 'alert')} of the family ${family.replaceAll('-', ' ')}`}
                  onClick={() => showAlertsBehind({ family, severity: null })}
                >
                  {formatCount(alerts)}
                </button>
                {high > 0 && (
                  <>
                    {' '}
                    <button
                      type="button"
                      className="number-link board-high"
                      aria-label={`${formatCount(high)} high: alerts of the family ${family.replaceAll('-', ' ')} of high severity`}
                      onClick={() => showAlertsBehind({ family, severity: 'HIGH' })}
                    >
                      {formatCount(high)} high
                    </button>
                  </>
                )}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
