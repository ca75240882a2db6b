import { create } from 'zustand';
import type { AlertQuery, Priority, Tier } from '#contract/detection.ts';
import type { AlertLead } from '../../workspace/store.ts';
import type { TimeFrame } from '../../workspace/time-frame.ts';
import type { VerdictName } from './queries.ts';

/** The verdict an alert had when it was chosen or last judged: what undo goes back to. */
export interface KnownVerdict {
  readonly verdict: VerdictName | null;
  readonly reason: string;
  /** Chosen with many others, unseen: its verdict must be asked before it is changed. */
  readonly unknown?: boolean;
}

export interface AlertFilters {
  readonly text: string;
  readonly detectors: readonly string[];
  readonly priorities: readonly Priority[];
  readonly tiers: readonly Tier[];
  readonly verdicts: readonly AlertQuery['verdicts'][number][];
  /** Alerts that a stage dropped: hidden, among the others, or only those. */
  readonly dropped: AlertQuery['dropped'];
  readonly story: { readonly id: string; readonly title: string } | null;
}

export type Grouping = 'none' | 'story' | 'subject' | 'detector';

export interface AlertsState {
  readonly filters: AlertFilters;
  readonly sort: AlertQuery['sort'];
  readonly descending: boolean;
  readonly chosen: ReadonlyMap<string, KnownVerdict>;
  readonly runsOpen: boolean;
  readonly stagesOpen: boolean;
  readonly comparing: readonly [string, string] | null;
  readonly grouping: Grouping;
}

export const noFilters: AlertFilters = {
  text: '',
  detectors: [],
  priorities: [],
  tiers: [],
  verdicts: [],
  dropped: 'no',
  story: null,
};

export const startAlerts: AlertsState = {
  filters: noFilters,
  sort: 'priority',
  descending: true,
  chosen: new Map(),
  runsOpen: false,
  stagesOpen: false,
  comparing: null,
  grouping: 'none',
};

export const useAlerts = create<AlertsState>(() => startAlerts);

export const showStages = (stagesOpen: boolean): void => useAlerts.setState({ stagesOpen });
export const compare = (comparing: AlertsState['comparing']): void => useAlerts.setState({ comparing });
/** Another grouping is another list: what was chosen in the old one is released. */
export const groupBy = (grouping: Grouping): void => useAlerts.setState({ grouping, chosen: new Map() });
export const showRuns = (runsOpen: boolean): void => useAlerts.setState({ runsOpen });

/** A narrower table must not hide chosen rows that a key would still act on: choosing starts over. */
export const withFilters = (state: AlertsState, part: Partial<AlertFilters>): AlertsState => ({
  ...state,
  filters: { ...state.filters, ...part },
  chosen: new Map(),
});

/** The same heading again turns the order round; another one starts with its largest or latest. */
export const withSort = (state: AlertsState, by: AlertQuery['sort']): AlertsState =>
  state.sort === by
    ? { ...state, descending: !state.descending }
    : { ...state, sort: by, descending: by !== 'detector' };

export function toggleChosen(state: AlertsState, id: string, known: KnownVerdict): AlertsState {
  const chosen = new Map(state.chosen);
  if (!chosen.delete(id)) chosen.set(id, known);
  return { ...state, chosen };
}

/** Remembers what was just decided about chosen alerts. */
export function judged(state: AlertsState, ids: readonly string[], known: KnownVerdict): AlertsState {
  if (!ids.some((id) => state.chosen.has(id))) return state;
  const chosen = new Map(state.chosen);
  for (const id of ids) if (chosen.has(id)) chosen.set(id, known);
  return { ...state, chosen };
}

export const isFiltered = (filters: AlertFilters): boolean =>
  filters.text !== '' ||
  filters.dropped !== 'no' ||
  filters.story !== null ||
  filters.detectors.length + filters.priorities.length + filters.tiers.length + filters.verdicts.length > 0;

/** The question the table asks, without its page. */
export const queryOf = (
  state: Pick<AlertsState, 'filters' | 'sort' | 'descending'>,
  frame: TimeFrame | null,
  subject: string | null,
  /** Only what was known by then. */
  until: string | null = null,
  lead: AlertLead | null = null,
): Partial<AlertQuery> => ({
  text: state.filters.text.trim(),
  detectors: [...state.filters.detectors],
  priorities: [...state.filters.priorities],
  tiers: [...state.filters.tiers],
  verdicts: [...state.filters.verdicts],
  dropped: state.filters.dropped,
  story: state.filters.story?.id ?? null,
  subject,
  families: lead?.family ? [lead.family] : [],
  severities: lead?.severity ? [lead.severity] : [],
  begins: lead !== null,
  from: frame?.from ?? null,
  to: frame?.to ?? null,
  until,
  sort: state.sort,
  descending: state.descending,
});
