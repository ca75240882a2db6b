import type { Pattern } from '../define.ts';
import { exposedWay } from '../exposed-way.ts';

/** Money from a sanctioned account, or to one, direct and over others. */
export default {
  id: 'sanctions-exposure',
  plant: (s) => {
    const listed = s.random.pick(s.town.sanctioned.filter(({ chain }) => chain === s.chain));
    return exposedWay(s, listed, 'sanctions-exposure');
  },
} satisfies Pattern;
