import { create } from 'zustand';
import type { Instant } from '#contract/common.ts';
import { type Bounds, toMicros } from '../../workspace/playhead.ts';

export type MapView = 'network' | 'activity' | 'lanes';
export type MapList = 'holders' | 'flows';

/** Stretches before the instant whose flows are drawn; `span` begins with the time span. */
export const windows = [
  { id: 'hour', label: '1 hour', seconds: 3600 },
  { id: 'day', label: '1 day', seconds: 86_400 },
  { id: 'week', label: '1 week', seconds: 604_800 },
  { id: 'month', label: '30 days', seconds: 2_592_000 },
  { id: 'span', label: 'whole span', seconds: null },
] as const;
export type WindowId = (typeof windows)[number]['id'];

export const limits = [25, 50, 100, 200] as const;

export interface MapState {
  readonly view: MapView;
  readonly list: MapList;
  /** `chain|asset`; null for dollars over all priced assets. */
  readonly asset: string | null;
  readonly limit: number;
  /** null takes one that suits the length of the history. */
  readonly window: WindowId | null;
  /** Dots move along the flows. */
  readonly motion: boolean;
}

export const useMap = create<MapState>(() => ({
  view: 'network',
  list: 'holders',
  asset: null,
  limit: 50,
  window: null,
  motion: true,
}));

/** The longest window that is no more than a quarter of the stretch; the whole of a short one. */
export function windowFor({ from, to }: Bounds): WindowId {
  const seconds = (toMicros(to) - toMicros(from)) / 1e6;
  return windows.findLast((one) => one.seconds !== null && one.seconds <= seconds / 4)?.id ?? 'span';
}

/** Seconds of a window that ends at an instant; it never begins before the span does. */
export function windowSeconds(id: WindowId, at: Instant, bounds: Bounds): number {
  const inSpan = Math.max(1, (toMicros(at) - toMicros(bounds.from)) / 1e6);
  const seconds = windows.find((one) => one.id === id)?.seconds ?? inSpan;
  return Math.min(seconds, inSpan);
}

const hoursAtLeast = 168;
const hoursAtMost = 2000;

/** Hours of activity that are asked for: the window, a week at least and as many as the engine gives at most. */
export const heatHours = (seconds: number): number =>
  Math.min(hoursAtMost, Math.max(hoursAtLeast, Math.ceil(seconds / 3600)));

export const assetKey = ({ chain, asset }: { readonly chain: string; readonly asset: string }): string =>
  `${chain}|${asset}`;

export function assetOf(key: string | null): { chain: string; asset: string } | null {
  if (key === null) return null;
  const bar = key.indexOf('|');
  return { chain: key.slice(0, bar), asset: key.slice(bar + 1) };
}
