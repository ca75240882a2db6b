import type { Instant } from '#contract/common.ts';
import type { TimeFrame } from './time-frame.ts';

/** Where a replay may go; both ends inside. */
export interface Bounds {
  readonly from: Instant;
  readonly to: Instant;
}

/** How fast history passes. One frame is `stepSeconds` of history and stays `frameMs` of the wall clock at least. */
export interface Speed {
  readonly id: string;
  readonly label: string;
  readonly stepSeconds: number;
  readonly frameMs: number;
}

const speed = (id: string, label: string, perSecond: number): Speed => ({
  id,
  label,
  stepSeconds: Math.max(1, perSecond / 4),
  frameMs: perSecond < 4 ? 1000 : 250,
});

const YEAR = 31_557_600;

/** From real time to a year a minute. */
export const speeds: readonly Speed[] = [
  speed('real', 'real time', 1),
  speed('minute', '1 min/s', 60),
  speed('quarter', '15 min/s', 900),
  speed('hour', '1 h/s', 3600),
  speed('quarter-day', '6 h/s', 21_600),
  speed('day', '1 d/s', 86_400),
  speed('half-week', '3 d/s', 259_200),
  speed('year', '1 year/min', YEAR / 60),
];

export const speedOf = (id: string | null, bounds: Bounds | null): Speed =>
  speeds.find((one) => one.id === id) ?? speedFor(bounds);

/** The next faster or slower speed; the same at either end. */
export function fasterBy(steps: number, from: Speed): Speed {
  const at = speeds.findIndex((one) => one.id === from.id) + steps;
  return speeds[Math.min(speeds.length - 1, Math.max(0, at))]!;
}

/** The slowest speed at which the whole stretch passes within two minutes. */
function speedFor(bounds: Bounds | null): Speed {
  const fastest = speeds.at(-1)!;
  if (!bounds) return fastest;
  const seconds = (toMicros(bounds.to) - toMicros(bounds.from)) / 1e6;
  return speeds.find((one) => ((seconds / one.stepSeconds) * one.frameMs) / 1000 <= 120) ?? fastest;
}

/** Microseconds since 1970, exactly. */
export function toMicros(instant: Instant): number {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(instant) ?? [];
  return Date.parse(`${whole}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** The inverse of {@link toMicros}, without trailing zeros. */
export function fromMicros(micros: number): Instant {
  const whole = Math.floor(micros / 1e6);
  const fraction = String(micros - whole * 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const text = new Date(whole * 1000).toISOString().slice(0, -5);
  return `${text}${fraction ? `.${fraction}` : ''}Z`;
}

/** The first instant after one. */
export const justAfter = (at: Instant): Instant => fromMicros(toMicros(at) + 1);

export const earlier = (a: Instant, b: Instant): Instant => (toMicros(a) <= toMicros(b) ? a : b);
const later = (a: Instant, b: Instant): Instant => (toMicros(a) >= toMicros(b) ? a : b);

export const clamped = (at: Instant, { from, to }: Bounds): Instant => later(from, earlier(to, at));

/** The chosen span where there is one, within the history. */
export const boundsOf = (history: Bounds, frame: TimeFrame | null): Bounds =>
  frame ? { from: later(frame.from, history.from), to: earlier(frame.to, history.to) } : history;

/** Moves by frames. Without a playhead the first step forward stands at the start, the first back one frame before the end. */
export function stepped(at: Instant | null, frames: number, by: Speed, bounds: Bounds): Instant {
  const micros = Math.round(by.stepSeconds * 1e6) * frames;
  if (at !== null) return clamped(fromMicros(toMicros(at) + micros), bounds);
  return frames > 0 ? bounds.from : clamped(fromMicros(toMicros(bounds.to) + micros), bounds);
}

/** Most frames asked for at once; a longer replay goes on with the next question. */
const framesAtOnce = 100_000;

/** What is played next: from just after the playhead, in whole frames; null where it stands at the end. */
export function nextStretch(
  at: Instant,
  by: Speed,
  bounds: Bounds,
): { readonly from: Instant; readonly to: Instant; readonly stepSeconds: number } | null {
  if (toMicros(at) >= toMicros(bounds.to)) return null;
  const furthest = fromMicros(toMicros(at) + Math.round(by.stepSeconds * 1e6) * framesAtOnce);
  return { from: justAfter(at), to: earlier(bounds.to, furthest), stepSeconds: by.stepSeconds };
}

/** Before anything that could be imported. */
const beginning: Instant = '0001-01-01T00:00:00Z';

/** The span pages are filtered by: nothing after the playhead is in it. */
export const knownSpan = (frame: TimeFrame | null, at: Instant | null): TimeFrame | null =>
  at === null ? frame : { from: frame?.from ?? beginning, to: frame === null ? at : earlier(frame.to, at) };

/** What queries about an instant take: nothing is asked about one where there is no playhead. */
export interface AsOf {
  readonly asOf: Instant | null;
  readonly hindsight: boolean;
}

/**
 * An instant as it is typed: `2022-08-01`, `2022-08-01 21:32`, `2022-08-01T21:32:31.5Z`; UTC always. null where it is
 * none.
 */
export function parseInstant(text: string): Instant | null {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?\s*(?:Z|UTC)?$/i.exec(
      text.trim(),
    );
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${whole}Z`);
  // a 31st of June is no day, though it can be counted
  if (!Number.isFinite(time) || new Date(time).toISOString().slice(0, 19) !== whole) return null;
  const digits = fraction.replace(/0+$/, '');
  return `${whole}${digits ? `.${digits}` : ''}Z`;
}

/** The wall clock, and a way to wait for it. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/**
 * Keeps frames apart by a stretch of the wall clock. A frame that came late moves the next ones: none is skipped to
 * catch up.
 */
export class Pacer {
  readonly #clock: Clock;
  #last: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the next frame may be shown. */
  async wait(frameMs: number): Promise<void> {
    if (this.#last !== null) {
      const left = this.#last + frameMs - this.#clock.now();
      if (left > 0) await this.#clock.sleep(left);
    }
    this.#last = this.#clock.now();
  }
}
