import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FrameEvent, FramesQuery } from '#contract/replay.ts';
import { type EngineAccess, provideEngine } from './engine.ts';
import { fromMicros, speeds, toMicros } from './playhead.ts';
import { drawn, FrameReader, holdFrames, pause, play, seek, setHistory, step, useReplay } from './replay.ts';
import { resetWorkspace, setFrame, setPlayhead, useWorkspace } from './store.ts';

const history = { from: '2022-08-01T00:00:00Z', to: '2022-08-01T06:00:00Z' };
const hour = 3600e6;
/** Every frame a question was answered with, whether it was shown or not. */
let asked: FramesQuery[] = [];

/** Frames as the engine makes them, without rows. */
async function* frames(query: FramesQuery): AsyncGenerator<FrameEvent> {
  asked.push(query);
  const names = { newNodes: [], newAssets: [] };
  yield {
    type: 'start',
    frames: 0,
    transfers: 0,
    cast: 0,
    unknown: [],
    balances: [],
    totalBalances: 0,
    edges: [],
    ...names,
  };
  const last = toMicros(query.to);
  let frame = 0;
  for (let first = toMicros(query.from); first <= last; first += query.stepSeconds * 1e6) {
    const to = Math.min(last, first + query.stepSeconds * 1e6 - 1);
    yield {
      type: 'frame',
      frame,
      from: fromMicros(first),
      to: fromMicros(to),
      transfers: frame,
      transfersSoFar: 0,
      amountUsd: null,
      shownTransfers: 0,
      edges: [],
      totalEdges: 0,
      balances: [],
      totalBalances: 0,
      alerts: [],
      alertsTotal: 0,
      ...names,
    };
    frame += 1;
  }
  yield { type: 'end', frames: frame, transfers: 0 };
}

const quick = { now: () => 0, sleep: () => Promise.resolve() };
/** Where the playhead has been, one entry for each place. */
function watched(): string[] {
  const places: string[] = [];
  useWorkspace.subscribe((now, before) => {
    if (now.at !== before.at && now.at !== null) places.push(now.at);
  });
  return places;
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal('requestAnimationFrame', (done: () => void) => setTimeout(done, 0));
  provideEngine({ client: { replay: { frames } } } as unknown as EngineAccess);
  resetWorkspace();
  useReplay.setState({ playing: false, loop: false, recording: false, frame: null, speed: 'quarter-day' });
  setHistory(history);
});
afterEach(() => {
  pause();
  vi.unstubAllGlobals();
});

const at = (hours: number) => fromMicros(toMicros(history.from) + hours * hour);
/** 6 hours a second in frames of 90 minutes. */
const all = [0, 1.5, 3, 4.5, 6].map(at);

it('shows every frame of the history once, in order, and stops at its end', async () => {
  const places = watched();
  await play(quick);
  expect(places).toEqual(all);
  expect(useReplay.getState()).toMatchObject({ playing: false, frame: { to: history.to } });
});

it('goes on from the playhead, and begins again when it stands at the end', async () => {
  setPlayhead(at(4));
  const places = watched();
  await play(quick);
  expect(places).toEqual([at(5.5), at(6)]);
  await play(quick);
  expect(places.slice(2)).toEqual(all);
});

it('waits for what is on screen: a slow page sees every frame', async () => {
  const places = watched();
  const seen: (string | null)[] = [];
  useWorkspace.subscribe((now, before) => {
    if (now.at === before.at) return;
    // A page that answers late says so as long as it does.
    const release = holdFrames();
    setTimeout(() => {
      seen.push(useWorkspace.getState().at);
      release();
    }, 15);
  });
  await play(quick);
  await drawn();
  expect(seen).toEqual(places);
  expect(seen).toEqual(all);
});

it('leaves nothing out when the speed changes under way', async () => {
  const places = watched();
  const stop = useWorkspace.subscribe((now) => {
    if (now.at === at(3)) useReplay.setState({ speed: 'hour' });
  });
  await play(quick);
  stop();
  expect(places.slice(0, 3)).toEqual(all.slice(0, 3));
  expect(places.slice(3)).toEqual(Array.from({ length: 12 }, (_, i) => at(3.25 + i * 0.25)));
  expect(asked.map(({ from }) => from)).toEqual([
    fromMicros(toMicros(at(0)) + 1),
    fromMicros(toMicros(at(3)) + 1),
  ]);
});

it('loops the span until it is paused', async () => {
  setFrame({ from: at(1), to: at(3) });
  useReplay.setState({ loop: true });
  const places = watched();
  const stop = useWorkspace.subscribe(() => {
    if (places.length >= 7) pause();
  });
  await play(quick);
  stop();
  expect(places.slice(0, 7)).toEqual([at(1), at(2.5), at(3), at(1), at(2.5), at(3), at(1)]);
});

it('steps within the span and stops playing', () => {
  step(1);
  expect(useWorkspace.getState().at).toBe(history.from);
  step(1);
  expect(useWorkspace.getState().at).toBe(at(1.5));
  step(10);
  expect(useWorkspace.getState().at).toBe(history.to);
  seek('2030-01-01T00:00:00Z');
  expect(useWorkspace.getState().at).toBe(history.to);
});

it('stops when another case is opened, and leaves that one alone', async () => {
  const stop = useWorkspace.subscribe((now) => {
    // as opening a case does
    if (now.at === at(3)) useWorkspace.setState({ at: null });
  });
  await play(quick);
  stop();
  expect(useWorkspace.getState().at).toBeNull();
  expect(useReplay.getState().playing).toBe(false);
});

it('moves for nobody while a recording has the playhead', async () => {
  useReplay.setState({ recording: true });
  step(1);
  seek(at(2));
  await play(quick);
  expect(useWorkspace.getState().at).toBeNull();
});

it('puts names to the places frames speak of', () => {
  const reader = new FrameReader();
  const frame = {
    type: 'frame' as const,
    frame: 0,
    from: at(0),
    to: at(1),
    transfers: 1,
    transfersSoFar: 1,
    amountUsd: null,
    shownTransfers: 1,
    totalEdges: 1,
    balances: [],
    totalBalances: 0,
    alerts: [],
    alertsTotal: 0,
  };
  const edge = { count: 1, amount: '5', amountUsd: null };
  expect(
    reader.read({
      ...frame,
      newNodes: ['eth:a', 'eth:b'],
      newAssets: [{ chain: 'eth', asset: '0xa', symbol: 'A' }],
      edges: [{ source: 0, target: 1, asset: 0, ...edge }],
    })?.flows,
  ).toEqual([{ source: 'eth:a', target: 'eth:b', asset: '0xa', symbol: 'A', ...edge }]);
  expect(
    reader.read({
      ...frame,
      newNodes: ['eth:c'],
      newAssets: [],
      edges: [{ source: 2, target: 0, asset: 0, ...edge }],
    })?.flows[0],
  ).toMatchObject({ source: 'eth:c', target: 'eth:a', asset: '0xa' });
  expect(speeds.some(({ id }) => id === 'quarter-day')).toBe(true);
});
