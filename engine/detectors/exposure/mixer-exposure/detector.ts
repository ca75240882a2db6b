import { detector, MIXER } from '../../define.ts';
import { ExposureParams, ExposureRow, exposure, exposures } from '../../kernels/exposure.ts';

export default detector({
  id: 'mixer-exposure',
  title: 'Value moved to or from a mixer',
  version: 1,
  maturity: 'stable',
  tier: 'attribution',
  family: 'exposure',
  reads: ['mart_flow'],
  params: ExposureParams,
  row: ExposureRow,
  walk: (walk, params) => exposures(walk, params, MIXER),
  ...exposure,
});
