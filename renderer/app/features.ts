import { accounts } from '../features/accounts/index.ts';
import { alerts } from '../features/alerts/index.ts';
import { board } from '../features/board/index.ts';
import { caseFeature } from '../features/case/index.ts';
import { data } from '../features/data/index.ts';
import { graph } from '../features/graph/index.ts';
import { map } from '../features/map/index.ts';
import { reports } from '../features/reports/index.ts';
import { settings } from '../features/settings/index.ts';
import { trace } from '../features/trace/index.ts';
import { whale } from '../features/whale/index.ts';
import type { Feature } from '../workspace/feature.ts';

/** The pages, in the order of the work. Navigation, keys and the inspector are made from this list. */
export const features: readonly Feature[] = [
  data,
  alerts,
  graph,
  trace,
  accounts,
  whale,
  board,
  map,
  caseFeature,
  reports,
  settings,
];
