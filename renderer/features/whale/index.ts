import { Fish } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../workspace/feature.ts';
import { openSelected } from './open-selected.ts';

// The charts are loaded with the first whale.
const WhalePage = lazy(async () => ({ default: (await import('./WhalePage.tsx')).WhalePage }));

export const whale: Feature = {
  id: 'whale',
  title: 'Whale',
  letter: 'w',
  past: 'Figures, alerts and labels are those of the rows up to it.',
  icon: Fish,
  Page: WhalePage,
  commands: () => [
    {
      id: 'whale-open',
      title: 'Whale page of what is selected',
      group: 'Whale',
      keys: ['g Enter'],
      run: () => void openSelected(),
    },
  ],
};
