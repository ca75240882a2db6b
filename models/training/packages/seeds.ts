import type { Golden } from '#engine/inference/manifest.ts';
import type { PreparedWorld } from '../worlds/training-worlds.ts';

const seeds = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/** Worlds without outliers, to learn from. */
export const TRAINING = seeds(1, 12);
/** Worlds with planted outliers, to choose by. */
export const VALIDATION = seeds(51, 4);
/** Worlds with planted outliers that nothing was chosen by. */
export const HELD_OUT = seeds(301, 8);

/** Every planted account of the first world and as many others, as golden rows. */
export function goldenRows(worlds: readonly PreparedWorld[], score: (row: Float32Array) => number): Golden {
  const { rows, planted } = worlds[0]!;
  const strange = rows.filter((_, index) => planted[index]);
  const ordinary = rows.filter((_, index) => !planted[index]);
  const step = Math.floor(ordinary.length / strange.length);
  const chosen = [...strange, ...strange.map((_, index) => ordinary[index * step]!)];
  return { tolerance: 1e-5, rows: chosen.map((row) => ({ input: [...row], score: score(row) })) };
}
