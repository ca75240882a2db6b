import { LayoutDashboard } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../workspace/feature.ts';

// The charts are loaded with the first board.
const BoardPage = lazy(async () => ({ default: (await import('./BoardPage.tsx')).BoardPage }));

export const board: Feature = {
  id: 'board',
  title: 'Board',
  letter: 'b',
  past: 'Figures and alerts are those of the rows up to it; labels are those of today.',
  icon: LayoutDashboard,
  Page: BoardPage,
};
