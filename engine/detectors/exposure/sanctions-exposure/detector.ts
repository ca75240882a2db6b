import { detector, SANCTIONED } from '../../define.ts';
import { ExposureParams, ExposureRow, exposure, exposures } from '../../kernels/exposure.ts';

export default detector({
  id: 'sanctions-exposure',
  title: 'Value moved to or from a sanctioned address',
  version: 2,
  maturity: 'stable',
  tier: 'attribution',
  family: 'exposure',
  reads: ['mart_flow'],
  params: ExposureParams,
  row: ExposureRow,
  walk: (walk, params) => exposures(walk, params, SANCTIONED),
  ...exposure,
});
