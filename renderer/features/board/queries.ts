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

/** Subjects in one chart; how many there are in all is said beside it. */
const LIMIT = 12;
const inFrame = (frame: TimeFrame | null, limit = LIMIT) => ({ ...frameQuery(frame), limit });

export const performance = (frame: TimeFrame | null, signal: AbortSignal): Promise<Performance> =>
  engine().client.board.performance(inFrame(frame), { signal });

export const impact = (frame: TimeFrame | null, signal: AbortSignal): Promise<Impact> =>
  engine().client.board.impact(inFrame(frame, 20), { signal });

export const groups = (frame: TimeFrame | null, signal: AbortSignal): Promise<CoordinatedGroups> =>
  engine().client.board.groups(inFrame(frame, 50), { signal });

export const flows = (
  frame: TimeFrame | null,
  by: 'category' | 'chain',
  signal: AbortSignal,
): Promise<CategoryFlows> => engine().client.board.flows({ ...inFrame(frame, 60), by }, { signal });

export const risk = (frame: TimeFrame | null, signal: AbortSignal): Promise<RiskMonitor> =>
  engine().client.board.risk(inFrame(frame), { signal });

export const movers = (frame: TimeFrame | null, signal: AbortSignal): Promise<Movers> =>
  engine().client.board.movers(inFrame(frame), { signal });
