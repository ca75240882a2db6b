import { Waypoints } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../workspace/feature.ts';
import { DrawnInspector } from './parts/DrawnInspector.tsx';
import { EdgeInspector } from './parts/EdgeInspector.tsx';

// The layouts and painters are loaded with the first graph.
const GraphPage = lazy(async () => ({ default: (await import('./GraphPage.tsx')).GraphPage }));

export const graph: Feature = {
  id: 'graph',
  title: 'Graph',
  letter: 'g',
  past: 'Flows, amounts, labels and alerts are those up to it; addresses you placed keep their places.',
  icon: Waypoints,
  Page: GraphPage,
  inspectors: { edge: EdgeInspector, drawn: DrawnInspector },
};
