import { useState } from 'react';
import { changeLayout, type Theme, useLayout } from '../../storage/layout.ts';
import { Button } from '../../ui/Button.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { appInfo } from '../../workspace/queries.ts';
import { reportProblem, setKeysOpen } from '../../workspace/store.ts';
import { useAnswer } from '../../workspace/use-answer.ts';
import { roundTrip } from './queries.ts';
import './settings.css';

const themes: { id: Theme; label: string }[] = [
  { id: 'system', label: 'System' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];

const hosts: Record<string, string> = {
  desktop: 'desktop window',
  browser: 'browser page, served on this machine',
  memory: 'in the page itself',
};

/** How the window looks, and what it runs on. */
export function SettingsPage() {
  const theme = useLayout((s) => s.theme);
  const info = useAnswer('info', appInfo).data;
  const [trip, setTrip] = useState<number | null>(null);
  return (
    <div className="settings-page">
      <section>
        <h2>Appearance</h2>
        <div className="setting">
          <span>Theme</span>
          <Segments
            label="Theme"
            value={theme}
            options={themes}
            onChange={(next) => changeLayout({ theme: next })}
          />
        </div>
        <div className="setting">
          <span>Keys</span>
          <Button keys="?" onClick={() => setKeysOpen(true)}>
            Show all keys
          </Button>
        </div>
        <p className="muted">
          Times are UTC on every page and in the report. The layout and drafts are kept on this machine,
          outside the case.
        </p>
      </section>
      <section>
        <h2>Network</h2>
        <p>
          {info?.online
            ? 'A network source is switched on in this build.'
            : 'Spyhop asks nothing of the network. Files, labels, detectors and reports are read and made on this machine, and there is no account, telemetry or update check.'}
        </p>
      </section>
      <section>
        <h2>About</h2>
        <div className="about">
          <Mark size={44} />
          <dl className="facts">
            <dt>Spyhop</dt>
            <dd>{info?.version}</dd>
            <dt>Host</dt>
            <dd>{info && hosts[info.host]}</dd>
            <dt>Platform</dt>
            <dd>{info?.platform}</dd>
            <dt>Node</dt>
            <dd>{info?.node}</dd>
            <dt>DuckDB</dt>
            <dd>{info?.duckdb}</dd>
            <dt>Engine</dt>
            <dd>
              <button type="button" className="link" onClick={() => roundTrip().then(setTrip, reportProblem)}>
                Measure a round trip
              </button>
              {trip !== null && ` ${trip.toFixed(1)} ms`}
            </dd>
          </dl>
        </div>
        <p className="muted">
          A spyhop is a whale raising its head straight out of the water to look around.
        </p>
      </section>
    </div>
  );
}
