import type {
  CategoryFlows,
  CoordinatedGroups,
  Impact,
  Movers,
  Performance,
  RiskMonitor,
} from '#contract/board.ts';
import { engine } from '../../workspace/engine.ts';
import { frameQuery, type TimeFrame } from '../../workspace/time-frame.ts';

/** What the window is filtered by: a span, and what could be known by the playhead. */
export interface BoardSpan {
  readonly frame: TimeFrame | null;
  readonly knownBy: string | null;
}

/** Subjects in one chart; how many there are in all is said beside it. */
const LIMIT = 12;
const inSpan = ({ frame, knownBy }: BoardSpan, limit = LIMIT) => ({ ...frameQuery(frame), knownBy, limit });

export const performance = (span: BoardSpan, signal: AbortSignal): Promise<Performance> =>
  engine().client.board.performance(inSpan(span), { signal });

export const impact = (span: BoardSpan, signal: AbortSignal): Promise<Impact> =>
  engine().client.board.impact(inSpan(span, 20), { signal });

export const groups = (span: BoardSpan, signal: AbortSignal): Promise<CoordinatedGroups> =>
  engine().client.board.groups(inSpan(span, 50), { signal });

export const flows = (
  span: BoardSpan,
  by: 'category' | 'chain',
  signal: AbortSignal,
): Promise<CategoryFlows> => engine().client.board.flows({ ...inSpan(span, 60), by }, { signal });

export const risk = (span: BoardSpan, signal: AbortSignal): Promise<RiskMonitor> =>
  engine().client.board.risk(inSpan(span), { signal });

export const movers = (span: BoardSpan, signal: AbortSignal): Promise<Movers> =>
  engine().client.board.movers(inSpan(span), { signal });
