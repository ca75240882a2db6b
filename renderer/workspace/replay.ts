import { useEffect } from 'react';
import { create } from 'zustand';
import type { Instant } from '#contract/common.ts';
import type { FrameEvent } from '#contract/replay.ts';
import { isCancelled } from './messages.ts';
import {
  type Bounds,
  boundsOf,
  type Clock,
  clamped,
  fasterBy,
  nextStretch,
  Pacer,
  type Speed,
  speedOf,
  stepped,
} from './playhead.ts';
import { nextAlert, replayFrames } from './queries.ts';
import { notify, reportProblem, select, setHindsight, setPlayhead, useWorkspace } from './store.ts';

/** What moved from one node to another in the frame shown last. */
export interface FrameFlow {
  readonly source: string;
  readonly target: string;
  readonly asset: string;
  readonly symbol: string | null;
  readonly count: number;
  readonly amount: string | null;
  readonly amountUsd: number | null;
}

export interface ShownFrame {
  readonly from: Instant;
  readonly to: Instant;
  readonly transfers: number;
  readonly amountUsd: number | null;
  readonly flows: readonly FrameFlow[];
  readonly totalFlows: number;
  readonly alerts: number;
}

export interface ReplayState {
  /** The dated history of the case; null until it is known. */
  readonly history: Bounds | null;
  readonly playing: boolean;
  /** null takes one that suits the length of the stretch. */
  readonly speed: string | null;
  readonly loop: boolean;
  /** A recording under way: it moves the playhead by itself. */
  readonly recording: boolean;
  /** What the last frame played brought; null where the playhead was set otherwise. */
  readonly frame: ShownFrame | null;
}

export const useReplay = create<ReplayState>(() => ({
  history: null,
  playing: false,
  speed: null,
  loop: false,
  recording: false,
  frame: null,
}));
const set = useReplay.setState;

/** Flows of one frame that are named at most; how many there were is said. */
export const flowsAtMost = 400;

export const boundsNow = (): Bounds | null => {
  const { history } = useReplay.getState();
  return history && boundsOf(history, useWorkspace.getState().frame);
};

export const speedNow = (): Speed => speedOf(useReplay.getState().speed, boundsNow());

/** A recording moves the playhead by itself and lets nobody else. */
const free = (): boolean => !useReplay.getState().recording;

export const showFrame = (frame: ShownFrame | null): void => set({ frame });

const holds = new Set<symbol>();
const released = new Set<() => void>();

/** Says that something on screen still has to answer for the instant: the next frame waits for it. */
export function holdFrames(): () => void {
  const hold = Symbol('hold');
  holds.add(hold);
  return () => {
    holds.delete(hold);
    if (holds.size > 0) return;
    for (const wake of [...released]) wake();
  };
}

/** Holds the replay while an answer is on its way, so that drawing is never overtaken. */
export function useHeldFrames(loading: boolean): void {
  useEffect(() => (loading ? holdFrames() : undefined), [loading]);
}

const wallClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The window has drawn what it was told; a hidden window draws nothing and is not waited for. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const limit = setTimeout(resolve, 500);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(limit);
        resolve();
      }),
    );
  });

/** Everything on screen answers for the playhead, or `ms` are over. */
export async function drawn(ms = Number.POSITIVE_INFINITY): Promise<void> {
  await painted();
  if (holds.size === 0) return;
  await new Promise<void>((resolve) => {
    let limit: ReturnType<typeof setTimeout> | undefined;
    const wake = () => {
      released.delete(wake);
      clearTimeout(limit);
      resolve();
    };
    released.add(wake);
    if (Number.isFinite(ms)) limit = setTimeout(wake, ms);
  });
}

let run: AbortController | null = null;

/** Stops playing, and a recording too. */
export function pause(): void {
  run?.abort();
  run = null;
  if (useReplay.getState().playing) set({ playing: false });
}

/** Sets the playhead within the bounds; a replay under way goes on from there. */
export function seek(at: Instant): void {
  const bounds = boundsNow();
  if (!bounds || !free()) return;
  set({ frame: null });
  setPlayhead(clamped(at, bounds));
  if (run) void play();
}

/** Back to everything the files hold. */
export function leaveReplay(): void {
  if (!free()) return;
  pause();
  set({ frame: null });
  setPlayhead(null);
}

export function step(frames: number): void {
  const bounds = boundsNow();
  if (!bounds || !free()) return;
  pause();
  seek(stepped(useWorkspace.getState().at, frames, speedNow(), bounds));
}

/** Plays the frames of the data one by one; the clock only keeps them apart. Resolves when it ends or is paused. */
export async function play(clock: Clock = wallClock): Promise<void> {
  const bounds = boundsNow();
  if (!bounds || !free()) return;
  run?.abort();
  const mine = new AbortController();
  run = mine;
  const { signal } = mine;
  const start = useWorkspace.getState().at;
  set({ playing: true });
  const pacer = new Pacer(clock);
  try {
    if (start === null || nextStretch(start, speedNow(), bounds) === null) {
      set({ frame: null });
      setPlayhead(bounds.from);
      await drawn();
    }
    while (!signal.aborted) {
      const now = boundsNow();
      const at = useWorkspace.getState().at;
      if (!now || at === null) break;
      const stretch = nextStretch(clamped(at, now), speedNow(), now);
      if (!stretch) {
        if (!useReplay.getState().loop) break;
        await pacer.wait(speedNow().frameMs);
        if (signal.aborted) break;
        set({ frame: null });
        setPlayhead(now.from);
        await drawn();
        continue;
      }
      await playStretch(stretch, pacer, signal);
    }
  } catch (error) {
    if (!signal.aborted && !isCancelled(error)) reportProblem(error);
  } finally {
    if (run === mine) {
      run = null;
      set({ playing: false });
    }
  }
}

async function playStretch(
  stretch: NonNullable<ReturnType<typeof nextStretch>>,
  pacer: Pacer,
  signal: AbortSignal,
): Promise<void> {
  const { hindsight, frame } = useWorkspace.getState();
  const speed = speedNow();
  const taken = new FrameReader();
  const stream = replayFrames({ ...stretch, hindsight, flows: 'all', edges: flowsAtMost }, signal);
  let stands = useWorkspace.getState().at;
  for await (const event of stream) {
    const shown = taken.read(event);
    if (!shown) continue;
    await pacer.wait(speed.frameMs);
    // Whoever else moved the playhead, another case too, has the word.
    if (signal.aborted || useWorkspace.getState().at !== stands) return;
    stands = shown.to;
    set({ frame: shown });
    setPlayhead(shown.to);
    await drawn();
    if (signal.aborted) return;
    // Another speed, switch or span is another question; what was shown stands.
    const now = useWorkspace.getState();
    if (speedNow() !== speed || now.hindsight !== hindsight || now.frame !== frame) return;
  }
}

/** Puts names to the places frames speak of. */
export class FrameReader {
  readonly #nodes: string[] = [];
  readonly #assets: { readonly asset: string; readonly symbol: string | null }[] = [];

  /** The frame with names; null for the items around frames. */
  read(event: FrameEvent): ShownFrame | null {
    if (event.type === 'end') return null;
    this.#nodes.push(...event.newNodes);
    this.#assets.push(...event.newAssets);
    if (event.type === 'start') return null;
    return {
      from: event.from,
      to: event.to,
      transfers: event.transfers,
      amountUsd: event.amountUsd,
      totalFlows: event.totalEdges,
      alerts: event.alertsTotal,
      flows: event.edges.map(({ source, target, asset, count, amount, amountUsd }) => ({
        source: this.#nodes[source] ?? '',
        target: this.#nodes[target] ?? '',
        asset: this.#assets[asset]?.asset ?? '',
        symbol: this.#assets[asset]?.symbol ?? null,
        count,
        amount,
        amountUsd,
      })),
    };
  }
}

export const toggleLoop = (): void => set(({ loop }) => ({ loop: !loop }));
export const setSpeed = (speed: string): void => set({ speed });
export const changeSpeed = (steps: number): void => set({ speed: fasterBy(steps, speedNow()).id });
export const setHistory = (history: Bounds | null): void => set({ history });

/** Lets alerts in that could not be known yet; the rest of the screen stays at the instant. */
export function toggleHindsight(): void {
  const { at, hindsight } = useWorkspace.getState();
  if (at !== null && free()) setHindsight(!hindsight);
}

export function togglePlay(): void {
  if (useReplay.getState().playing) pause();
  else void play();
}

/** Goes to the instant at which the next alert could be known, and selects it. */
export async function jumpToAlert(direction: 'next' | 'previous'): Promise<void> {
  const bounds = boundsNow();
  if (!bounds || !free()) return;
  pause();
  const from = useWorkspace.getState().at ?? (direction === 'next' ? bounds.from : bounds.to);
  try {
    const mark = await nextAlert(from, direction);
    if (!mark || mark.knownAt < bounds.from || mark.knownAt > bounds.to) {
      notify(`No ${direction === 'next' ? 'later' : 'earlier'} alert in this span.`);
      return;
    }
    seek(mark.knownAt);
    select({ kind: 'alert', id: mark.id });
  } catch (error) {
    if (!isCancelled(error)) reportProblem(error);
  }
}

let wanted: Instant | null = null;
let scrubbing = false;

/** Follows a pointer: only the latest place is asked for, and not before the one before is drawn or 120 ms are over. */
export async function scrub(at: Instant): Promise<void> {
  wanted = at;
  if (scrubbing || !free()) return;
  scrubbing = true;
  pause();
  try {
    while (wanted !== null) {
      const next: Instant = wanted;
      wanted = null;
      seek(next);
      await drawn(120);
    }
  } finally {
    scrubbing = false;
  }
}
