import { Siren } from 'lucide-react';
import type { Feature } from '../../workspace/feature.ts';
import { AlertsPage } from './AlertsPage.tsx';
import { runDetectors } from './detect.ts';
import { AlertInspector } from './parts/AlertInspector.tsx';
import { showRuns, showStages } from './store.ts';

export const alerts: Feature = {
  id: 'alerts',
  title: 'Alerts',
  letter: 'a',
  past: 'Only alerts whose evidence had all happened are listed.',
  icon: Siren,
  Page: AlertsPage,
  inspectors: { alert: AlertInspector },
  commands: () => [
    {
      id: 'run-detectors',
      title: 'Run the detectors',
      group: 'Alerts',
      keys: ['Ctrl+Enter'],
      run: () => void runDetectors([]),
    },
    { id: 'show-runs', title: 'Show the last detector runs', group: 'Alerts', run: () => showRuns(true) },
    {
      id: 'show-stages',
      title: 'Show the stages after detection',
      group: 'Alerts',
      run: () => showStages(true),
    },
  ],
};
