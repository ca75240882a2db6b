import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bounds,
  boundsOf,
  clamped,
  fasterBy,
  fromMicros,
  knownSpan,
  nextStretch,
  Pacer,
  parseInstant,
  type Speed,
  speedOf,
  speeds,
  stepped,
  toMicros,
} from './playhead.ts';

const start = Date.UTC(2020, 0, 1) * 1000;
const micros = fc.integer({ min: start, max: start + 5e14 });
const bounds = fc
  .tuple(micros, micros)
  .map(([a, b]): Bounds => ({ from: fromMicros(Math.min(a, b)), to: fromMicros(Math.max(a, b)) }));
const speed = fc.constantFrom(...speeds);
const within = (at: number, { from, to }: Bounds) => at >= toMicros(from) && at <= toMicros(to);

describe('instants', () => {
  it('are microseconds and back', () => {
    fc.assert(fc.property(micros, (at) => toMicros(fromMicros(at)) === at));
    expect(fromMicros(toMicros('2022-08-01T21:32:31.05Z'))).toBe('2022-08-01T21:32:31.05Z');
    expect(toMicros('1969-12-31T23:59:59.999999Z')).toBe(-1);
  });

  it.each([
    ['2022-08-01', '2022-08-01T00:00:00Z'],
    [' 2022-08-01 21:32 ', '2022-08-01T21:32:00Z'],
    ['2022-08-01 21:32:31', '2022-08-01T21:32:31Z'],
    ['2022-08-01T21:32:31.500Z', '2022-08-01T21:32:31.5Z'],
    ['2022-08-01 21:32:31 utc', '2022-08-01T21:32:31Z'],
  ])('are read as typed: %s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  it.each([
    '',
    'yesterday',
    '2022-06-31',
    '2022-13-01',
    '2022-08-01 25:00',
    '01.08.2022',
    '2022-08-01 21:32:31+02',
  ])('are not guessed from %j', (text) => expect(parseInstant(text)).toBeNull());
});

describe('the playhead', () => {
  it('never leaves its bounds, however it is moved', () => {
    fc.assert(
      fc.property(
        bounds,
        speed,
        fc.option(micros, { nil: null }),
        fc.integer({ min: -30, max: 30 }),
        (range, by, at, frames) => {
          const from = at === null ? null : fromMicros(at);
          if (from !== null) expect(within(toMicros(clamped(from, range)), range)).toBe(true);
          const to = stepped(from === null ? null : clamped(from, range), frames, by, range);
          expect(within(toMicros(to), range)).toBe(true);
        },
      ),
    );
  });

  it('comes back to where it was by as many steps back, if no end stopped it', () => {
    fc.assert(
      fc.property(bounds, speed, micros, fc.integer({ min: 1, max: 50 }), (range, by, at, frames) => {
        const here = clamped(fromMicros(at), range);
        const there = stepped(here, frames, by, range);
        fc.pre(there !== range.to);
        expect(stepped(there, -frames, by, range)).toBe(here);
      }),
    );
  });

  it('stays inside a chosen span, and the span inside the history', () => {
    const history = { from: '2020-01-01T00:00:00Z', to: '2020-12-31T00:00:00Z' };
    expect(boundsOf(history, { from: '2019-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' })).toEqual({
      from: history.from,
      to: '2020-02-01T00:00:00Z',
    });
    expect(boundsOf(history, null)).toEqual(history);
  });

  it('lets nothing after itself into the span of a page', () => {
    fc.assert(
      fc.property(bounds, micros, (range, at) => {
        const span = knownSpan(range, fromMicros(at))!;
        expect(toMicros(span.to)).toBe(Math.min(toMicros(range.to), at));
        expect(span.from).toBe(range.from);
        expect(toMicros(knownSpan(null, fromMicros(at))!.to)).toBe(at);
      }),
    );
    expect(knownSpan(null, null)).toBeNull();
  });
});

describe('what is played', () => {
  /** The frames the engine makes of a stretch (engine/replay/frames): each of `step`, the last one shorter. */
  const framesOf = ({ from, to, stepSeconds }: NonNullable<ReturnType<typeof nextStretch>>) => {
    const step = Math.round(stepSeconds * 1e6);
    const frames: [number, number][] = [];
    for (let first = toMicros(from); first <= toMicros(to); first += step)
      frames.push([first, Math.min(toMicros(to), first + step - 1)]);
    return frames;
  };

  it('covers every instant after the start exactly once, across questions and changes of speed', () => {
    const stretches = fc.array(fc.record({ by: speed, taken: fc.integer({ min: 1, max: 40 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(micros, fc.integer({ min: 1, max: 2e9 }), stretches, (from, length, played) => {
        const range = { from: fromMicros(from), to: fromMicros(from + length) };
        let at = from;
        // Some frames of each speed are played, then another is chosen; at last all the rest at the fastest.
        for (const { by, taken } of [...played, { by: speeds.at(-1)!, taken: Number.POSITIVE_INFINITY }]) {
          const stretch = nextStretch(fromMicros(at), by, range);
          if (stretch === null) break;
          for (const [first, last] of framesOf(stretch).slice(0, taken)) {
            expect(first).toBe(at + 1);
            expect(last).toBeGreaterThanOrEqual(first);
            at = last;
          }
        }
        expect(at).toBe(from + length);
        expect(nextStretch(fromMicros(at), speeds[0]!, range)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('goes on in further questions where one would be too long', () => {
    const range = { from: '2020-01-01T00:00:00Z', to: '2022-01-01T00:00:00Z' };
    const first = nextStretch(range.from, speeds[0]!, range)!;
    expect(toMicros(first.to) - toMicros(range.from)).toBe(100_000 * speeds[0]!.stepSeconds * 1e6);
    expect(nextStretch(first.to, speeds[0]!, range)!.from).toBe(fromMicros(toMicros(first.to) + 1));
  });

  it('has speeds from real time to a year a minute, each faster than the one before', () => {
    const pace = ({ stepSeconds, frameMs }: Speed) => (stepSeconds / frameMs) * 1000;
    expect(pace(speeds[0]!)).toBe(1);
    expect(pace(speeds.at(-1)!) * 60).toBeCloseTo(365.25 * 86_400, 3);
    for (let i = 1; i < speeds.length; i++) expect(pace(speeds[i]!)).toBeGreaterThan(pace(speeds[i - 1]!));
    expect(fasterBy(1, speeds.at(-1)!)).toBe(speeds.at(-1));
    expect(fasterBy(-1, speeds[1]!)).toBe(speeds[0]);
  });

  it('takes a speed at which the stretch passes within two minutes, unless one is chosen', () => {
    fc.assert(
      fc.property(bounds, (range) => {
        const { stepSeconds, frameMs } = speedOf(null, range);
        const seconds = (toMicros(range.to) - toMicros(range.from)) / 1e6;
        const passes = ((seconds / stepSeconds) * frameMs) / 1000;
        expect(passes <= 120 || stepSeconds === speeds.at(-1)!.stepSeconds).toBe(true);
      }),
    );
    expect(speedOf('hour', null).id).toBe('hour');
  });
});

describe('the pacer', () => {
  it('shows every frame, never sooner than it may, however late the others come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 300 }),
        async (work, frameMs) => {
          let now = 0;
          const clock = {
            now: () => now,
            sleep: async (ms: number) => {
              now += ms;
            },
          };
          const pacer = new Pacer(clock);
          const shown: number[] = [];
          for (const ms of work) {
            await pacer.wait(frameMs);
            shown.push(now);
            now += ms;
          }
          expect(shown).toHaveLength(work.length);
          for (let i = 1; i < shown.length; i++)
            expect(shown[i]! - shown[i - 1]!).toBe(Math.max(frameMs, work[i - 1]!));
        },
      ),
    );
  });
});
