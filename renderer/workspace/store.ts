import { create } from 'zustand';
import type { CaseSummary } from '#contract/cases.ts';
import type { Instant } from '#contract/common.ts';
import type { Severity } from '#contract/detection.ts';
import type { TransferRow, TransferStep } from '#contract/graph.ts';
import type { TraceRowsQuery } from '#contract/trace.ts';
import type { GraphColouring } from './graph-colouring.ts';
import { fromHash, type GraphSeed, MOST_WHALES, type PageId } from './location.ts';
import { messageOf } from './messages.ts';
import { clamped } from './playhead.ts';
import * as work from './running-work.ts';
import type { Selection } from './selection.ts';
import type { TimeFrame } from './time-frame.ts';
import type { TraceSeed } from './trace-seed.ts';
import { emptyUndo, pushStep, takeRedo, takeUndo, type UndoState, type UndoStep } from './undo.ts';

/** Which transfers the rows panel lists. */
export interface RowsRequest {
  readonly title: string;
  readonly chain?: string | null;
  readonly address?: string | null;
  readonly counterparty?: string | null;
  readonly asset?: string | null;
  readonly direction?: 'in' | 'out' | 'both';
  readonly txHash?: string | null;
  readonly file?: string | null;
  readonly success?: boolean | null;
  /** Only rows that moved something from one address to another; of an entity, into or out of it. */
  readonly moving?: boolean;
  /** All addresses of an entity in the place of `address`; `within` for what moved between them. */
  readonly entity?: string | null;
  readonly within?: boolean;
  /** Single transfers, each by its ends, asset and instant. */
  readonly steps?: TransferStep[];
  /** Category of the surest tag of sender and receiver; '' stands for those without one. */
  readonly sourceCategory?: string | null;
  readonly targetCategory?: string | null;
  /** A span of its own, both ends inside; the time frame narrows it no further. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** The rows of the time frame only; off for counts that were made over everything. */
  readonly framed: boolean;
  /** The rows of a trace instead, each with its traced part. */
  readonly trace?: Pick<TraceRowsQuery, 'request' | 'method' | 'of'>;
}

/** Of alerts that begin in the time span, those of a family and a severity; null for all. */
export interface AlertLead {
  readonly family: string | null;
  readonly severity: Severity | null;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'plain' | 'problem';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface WorkspaceState {
  readonly page: PageId;
  readonly selection: Selection | null;
  readonly frame: TimeFrame | null;
  /** The instant the window stands at; null shows the whole history. */
  readonly at: Instant | null;
  /** Alerts that could not be known at the instant are shown too. */
  readonly hindsight: boolean;
  readonly graphSeed: GraphSeed | null;
  /** How another page colours the graph. */
  readonly graphColouring: GraphColouring | null;
  /** What is traced. */
  readonly traceSeed: TraceSeed | null;
  /** Whose whale page is shown, by node id or entity; two to six are compared. */
  readonly whales: readonly string[];
  /** Alerts of one subject only: an address or an entity, which has a name. */
  readonly alertSubject: string | null;
  readonly alertSubjectName: string | null;
  /** Alerts another page counted: what the number stands for, and no more. */
  readonly alertLead: AlertLead | null;
  /** undefined until the engine has answered. */
  readonly caseSummary: CaseSummary | null | undefined;
  /** Grows whenever the answers of the engine may have changed. */
  readonly revision: number;
  readonly items: readonly work.WorkItem[];
  readonly undo: UndoState;
  readonly notices: readonly Notice[];
  readonly rowsRequest: RowsRequest | null;
  /** The inspector takes more than half of the page. */
  readonly wide: boolean;
  /** The page has a task of its own and nothing to inspect. */
  readonly wholePage: boolean;
  readonly paletteOpen: boolean;
  readonly keysOpen: boolean;
  /** Files dropped anywhere, waiting for the Data page. */
  readonly droppedPaths: readonly string[] | null;
  /** Why the engine is gone; null while it is there. */
  readonly engineLost: string | null;
}

const start = (): WorkspaceState => ({
  page: 'data',
  selection: null,
  frame: null,
  at: null,
  hindsight: false,
  graphSeed: null,
  graphColouring: null,
  traceSeed: null,
  whales: [],
  alertSubject: null,
  alertSubjectName: null,
  alertLead: null,
  caseSummary: undefined,
  revision: 0,
  items: [],
  undo: emptyUndo,
  notices: [],
  rowsRequest: null,
  wide: false,
  wholePage: false,
  paletteOpen: false,
  keysOpen: false,
  droppedPaths: null,
  engineLost: null,
});

export const useWorkspace = create<WorkspaceState>(start);
const set = useWorkspace.setState;
const get = useWorkspace.getState;

/** Back to the state of a fresh window. */
export const resetWorkspace = (): void => set(start(), true);

export const goTo = (page: PageId): void => set({ page });
export const select = (selection: Selection | null): void =>
  set(selection ? { selection } : { selection, wide: false });
/** A playhead outside a new span moves to its nearer end. */
export const setFrame = (frame: TimeFrame | null): void =>
  set(({ at }) => ({ frame, at: at !== null && frame !== null ? clamped(at, frame) : at }));
/** Stands at an instant; null goes back to the whole history. */
export const setPlayhead = (at: Instant | null): void => set(at === null ? { at, hindsight: false } : { at });
export const setHindsight = (hindsight: boolean): void => set({ hindsight });
export const setWholePage = (wholePage: boolean): void => set({ wholePage });
export const setWide = (wide: boolean): void => set({ wide });
export const setPaletteOpen = (paletteOpen: boolean): void => set({ paletteOpen });
export const setKeysOpen = (keysOpen: boolean): void => set({ keysOpen });
export const showRows = (rowsRequest: RowsRequest | null): void => set({ rowsRequest });
/** Says that the engine does not answer, or with null that it does again. */
export const loseEngine = (reason: string | null): void => set({ engineLost: reason });

export const openInGraph = (graphSeed: GraphSeed): void =>
  set({ page: 'graph', graphSeed, wide: false, rowsRequest: null });

/** Shows shares and amounts of a trace in the graph; null takes them away. */
export const colourGraph = (graphColouring: GraphColouring | null): void => set({ graphColouring });

/** Hands a start over to the page that traces money, and goes there. */
export const traceFrom = (traceSeed: TraceSeed): void =>
  set({ traceSeed, page: 'trace', wide: false, rowsRequest: null });

/** Opens the page of one whale, or the sheet that compares the first six of several. */
export function openWhales(ids: readonly string[]): void {
  const whales = [...new Set(ids)].slice(0, MOST_WHALES);
  set({ page: 'whale', whales, selection: null, wide: false, rowsRequest: null });
}

export const showAlertsOf = (subject: string | null, name: string | null = null): void =>
  set({ page: 'alerts', alertSubject: subject, alertSubjectName: name, alertLead: null, wide: false });

/** Lists the alerts a figure stands for: those that begin in the time span, of a family and severity where one is meant. */
export const showAlertsBehind = (alertLead: AlertLead): void =>
  set({ page: 'alerts', alertSubject: null, alertSubjectName: null, alertLead, wide: false });
export const forgetAlertLead = (): void => set({ alertLead: null });

export const showRow = (row: Pick<TransferRow, 'file' | 'line'>): void =>
  select({ kind: 'row', file: row.file, line: row.line });

export const handOverPaths = (paths: readonly string[] | null): void =>
  set(paths?.length ? { droppedPaths: paths, page: 'data' } : { droppedPaths: null });

export const placeFromHash = (hash: string): void => set(fromHash(hash));

/** A different case: nothing selected in the old one means anything in the new one. */
export function caseOpened(summary: CaseSummary | null): void {
  const before = get().caseSummary;
  const changed = before?.id !== summary?.id;
  set((s) => ({
    caseSummary: summary,
    revision: s.revision + 1,
    ...(changed && before
      ? {
          selection: null,
          frame: null,
          at: null,
          hindsight: false,
          graphSeed: null,
          graphColouring: null,
          traceSeed: null,
          whales: [],
          alertSubject: null,
          alertSubjectName: null,
          alertLead: null,
          rowsRequest: null,
          wide: false,
          undo: emptyUndo,
        }
      : {}),
  }));
}

export const caseChanged = (summary: CaseSummary): void =>
  set((s) => ({ caseSummary: summary, revision: s.revision + 1 }));

export const answersChanged = (): void => set((s) => ({ revision: s.revision + 1 }));

let lastId = 0;

/** Says something in passing; it stays readable in the notices until it is dismissed or times out. */
export function notify(text: string, more: Partial<Pick<Notice, 'tone' | 'action'>> = {}): void {
  const notice: Notice = { id: ++lastId, tone: 'plain', text, ...more };
  set((s) => ({ notices: [...s.notices.slice(-2), notice] }));
}

export const dismissNotice = (id: number): void =>
  set((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));

export function reportProblem(error: unknown): void {
  notify(messageOf(error), { tone: 'problem' });
}

export interface WorkHandle {
  readonly id: number;
  readonly signal: AbortSignal;
  report(report: work.WorkReport): void;
  end(status: 'done' | 'cancelled' | 'failed', outcome: string): void;
}

const controllers = new Map<number, AbortController>();

/** Enters a long task into the running-work menu; cancelling there aborts `signal`. */
export function beginWork(title: string): WorkHandle {
  const id = ++lastId;
  const controller = new AbortController();
  controllers.set(id, controller);
  set((s) => ({ items: work.startItem(s.items, id, title) }));
  return {
    id,
    signal: controller.signal,
    report: (report) => set((s) => ({ items: work.reportItem(s.items, id, report) })),
    end: (status, outcome) => {
      controllers.delete(id);
      set((s) => ({ items: work.endItem(s.items, id, status, outcome) }));
    },
  };
}

export function cancelWork(id: number): void {
  set((s) => ({ items: work.cancelItem(s.items, id) }));
  controllers.get(id)?.abort();
}

export const forgetFinishedWork = (): void => set((s) => ({ items: work.forgetFinished(s.items) }));

export const didStep = (step: UndoStep): void => set((s) => ({ undo: pushStep(s.undo, step) }));

async function moveInHistory(
  take: (state: UndoState) => { step: UndoStep; state: UndoState } | null,
  act: (step: UndoStep) => Promise<void> | void,
  word: string,
): Promise<void> {
  const taken = take(get().undo);
  if (!taken) {
    notify(`There is nothing to ${word}.`);
    return;
  }
  const before = get().undo;
  set({ undo: taken.state });
  try {
    await act(taken.step);
    notify(`${word === 'undo' ? 'Undone' : 'Done again'}: ${taken.step.label}`);
  } catch (error) {
    set({ undo: before });
    reportProblem(error);
  }
}

export const undo = (): Promise<void> => moveInHistory(takeUndo, (step) => step.undo(), 'undo');
export const redo = (): Promise<void> => moveInHistory(takeRedo, (step) => step.redo(), 'redo');
