import { Map as MapIcon } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../workspace/feature.ts';

// The painters are loaded with the first map.
const MapPage = lazy(async () => ({ default: (await import('./MapPage.tsx')).MapPage }));

export const map: Feature = {
  id: 'map',
  title: 'Map',
  letter: 'm',
  icon: MapIcon,
  Page: MapPage,
  past: 'Holders, flows, lanes and prices are those up to it.',
};
