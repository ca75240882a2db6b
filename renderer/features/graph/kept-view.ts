import type { Camera } from '../../graph/camera.ts';
import {
  colourings,
  emptyView,
  flowLines,
  type GraphView,
  layoutNames,
  type Point,
} from '../../graph/view.ts';

const format = 'spyhop-graph-view';
const version = 1;

/** A view as text for the case: everything arranged, and where one looked. */
export const viewText = (view: GraphView, camera: Camera): string =>
  JSON.stringify({ format, version, view, camera });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);
const recordOf = <T>(value: unknown, read: (one: unknown) => T | null): Record<string, T> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, one]) => {
          const kept = read(one);
          return kept === null ? [] : [[key, kept]];
        }),
      )
    : {};
const pointOf = (value: unknown): Point | null =>
  isRecord(value) && isNumber(value.x) && isNumber(value.y) ? { x: value.x, y: value.y } : null;
const oneOf = <T extends string>(value: unknown, known: readonly T[], otherwise: T): T =>
  known.find((one) => one === value) ?? otherwise;
const listOf = <T>(value: unknown, read: (one: Record<string, unknown>) => T | null): T[] =>
  Array.isArray(value)
    ? value.flatMap((one) => {
        const kept = isRecord(one) ? read(one) : null;
        return kept === null ? [] : [kept];
      })
    : [];

/**
 * Reads a kept view. @throws Error when the text is not one or was written by a later version: half
 * a picture would be worse than none.
 */
export function readViewText(text: string): { readonly view: GraphView; readonly camera: Camera | null } {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    stored = null;
  }
  if (!isRecord(stored) || stored.format !== format || !isRecord(stored.view))
    throw new Error('The saved view cannot be read. It stays in the case as it is.');
  if (!isNumber(stored.version) || stored.version > version)
    throw new Error('The view was saved by a later version of Spyhop. It stays in the case as it is.');
  const v = stored.view;
  const style = isRecord(v.style) ? v.style : {};
  const filter = isRecord(v.filter) ? v.filter : {};
  const view: GraphView = {
    seeds: texts(v.seeds),
    expansions: listOf(v.expansions, (e) =>
      isText(e.node) && isNumber(e.total)
        ? {
            node: e.node,
            direction: oneOf(e.direction, ['in', 'out', 'both'], 'both'),
            by: oneOf(e.by, ['value', 'count', 'recent'], 'value'),
            filter: isRecord(e.filter) ? e.filter : {},
            brought: texts(e.brought),
            total: e.total,
            orderedBy: oneOf(e.orderedBy, ['value-usd', 'amount', 'count', 'recent'], 'count'),
          }
        : null,
    ),
    hidden: texts(v.hidden),
    pinned: texts(v.pinned),
    groups: listOf(v.groups, (g) =>
      isText(g.id) && isText(g.name)
        ? { id: g.id, name: g.name, members: texts(g.members), folded: g.folded === true }
        : null,
    ),
    notes: recordOf(v.notes, (one) => (isText(one) ? one : null)),
    places: recordOf(v.places, pointOf),
    sliced: recordOf(v.sliced, (one) => (one === 'hour' || one === 'day' ? one : null)),
    routes: listOf(v.routes, (r) =>
      isText(r.id) ? { id: r.id, nodes: texts(r.nodes), steps: texts(r.steps) } : null,
    ),
    filter: {
      assets: texts(filter.assets),
      minUsd: isNumber(filter.minUsd) ? filter.minUsd : null,
      minCount: isNumber(filter.minCount) ? filter.minCount : null,
    },
    style: {
      layout: oneOf(style.layout, layoutNames, emptyView.style.layout),
      colour: oneOf(style.colour, colourings, emptyView.style.colour),
      width: oneOf(style.width, ['value', 'count'], 'value'),
      flows: oneOf(style.flows, flowLines, 'few'),
      labels: style.labels !== false,
    },
  };
  const c = isRecord(stored.camera) ? stored.camera : {};
  const camera =
    isNumber(c.x) && isNumber(c.y) && isNumber(c.zoom) && c.zoom > 0
      ? { x: c.x, y: c.y, zoom: c.zoom }
      : null;
  return { view, camera };
}
