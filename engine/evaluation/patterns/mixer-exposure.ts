import type { Pattern } from '../define.ts';
import { exposedWay } from '../exposed-way.ts';

/** Money out of a mixer, or into one, direct and over others. */
export default {
  id: 'mixer-exposure',
  plant: (s) =>
    exposedWay(s, s.town.mixers[s.chain], 'mixer-exposure', s.chain === 'polygon' ? [5000] : [1, 10]),
} satisfies Pattern;
