import { create } from 'zustand';
import {
  type HouseStyle,
  type ReportNeed,
  ReportOptions,
  type ReportTemplate,
  type ReportTemplateId,
} from '#contract/reports.ts';
import type { Selection } from '../../workspace/selection.ts';

interface ReportsState {
  readonly template: ReportTemplateId;
  readonly options: ReportOptions;
  /** A house style that is tried on and not kept yet. */
  readonly tried: HouseStyle | null;
}

export const useReports = create<ReportsState>(() => ({
  template: 'full-report',
  options: ReportOptions.parse({}),
  tried: null,
}));
const set = useReports.setState;

export const chooseTemplate = (template: ReportTemplateId): void => set({ template });
export const changeOptions = (part: Partial<ReportOptions>): void =>
  set((s) => ({ options: { ...s.options, ...part } }));
export const tryStyle = (tried: HouseStyle | null): void => set({ tried });

const missing: Record<ReportNeed, (options: ReportOptions) => boolean> = {
  alerts: ({ alertIds }) => alertIds.length === 0,
  day: ({ day }) => day === null,
  subject: ({ subject }) => subject === null,
  detector: ({ detector }) => detector === null,
};

/** What the template still has to be told. */
export const stillNeeded = (template: ReportTemplate, options: ReportOptions): ReportNeed[] =>
  template.needs.filter((need) => missing[need](options));

/** Only what the template asks for, so that another template's choices do not make it ask again. */
export const optionsFor = (template: ReportTemplate, options: ReportOptions): ReportOptions => {
  const has = (need: ReportNeed) => template.needs.includes(need);
  return {
    rows: options.rows,
    alertIds: has('alerts') ? options.alertIds : [],
    day: has('day') ? options.day : null,
    subject: has('subject') ? options.subject : null,
    detector: has('detector') ? options.detector : null,
  };
};

/** What the selection of the window gives to a report. */
export function fromSelection(selection: Selection | null): Partial<ReportOptions> {
  if (selection?.kind === 'alert') return { alertIds: [selection.id] };
  if (selection?.kind === 'address') return { subject: `${selection.chain}:${selection.address}` };
  return {};
}
