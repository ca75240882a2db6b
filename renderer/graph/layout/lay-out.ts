import type { LayoutName, Point } from '../view.ts';
import { circlePlaces } from './circle.ts';
import { flowPlaces } from './flow.ts';
import { fcosePlaces, fcoseUpTo } from './force.ts';
import { hopsPlaces } from './hops.ts';
import type { LayoutInput } from './layout-input.ts';
import { radialPlaces } from './radial.ts';
import { settleForces } from './settle-forces.ts';
import { timePlaces } from './time.ts';

const direct: Record<Exclude<LayoutName, 'force'>, (input: LayoutInput) => Map<string, Point>> = {
  flow: flowPlaces,
  time: timePlaces,
  hops: hopsPlaces,
  radial: radialPlaces,
  circle: circlePlaces,
};

/**
 * Lays a drawing out. Yields places that get better; most layouts yield once. Fixed nodes keep
 * theirs in every layout.
 */
export function* layOut(name: LayoutName, input: LayoutInput): Generator<Map<string, Point>> {
  if (name === 'force' && input.drawing.nodes.length > fcoseUpTo) {
    yield* settleForces(input);
    return;
  }
  const places = name === 'force' ? fcosePlaces(input) : direct[name](input);
  for (const id of input.fixed) {
    const at = input.places.get(id);
    if (at && places.has(id)) places.set(id, at);
  }
  yield places;
}
