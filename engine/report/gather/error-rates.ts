import qualityText from '../../../docs/detection-quality.json?raw';
import { type Figures, readFigures } from '../../evaluation/figures.ts';

let known: Figures | null = null;

/** The last evaluation this build was shipped with. */
export function errorRates(): Figures {
  known ??= readFigures(qualityText);
  return known;
}

/** Of one detector; null where nothing is planted for it, so that its error rates are unknown. */
export const errorRateOf = (detector: string): Figures['detectors'][number] | null =>
  errorRates().detectors.find((one) => one.detector === detector) ?? null;
