import { DESCRIBING } from '../case-file.ts';

/** Actions whose lines stay in every copy: they say what the case is made of. */
export const STAYS: ReadonlySet<string> = new Set([
  ...DESCRIBING,
  'dataset-imported',
  'dataset-found',
  'detection-run',
  'alerts-weighed',
  'alerts-found',
]);
