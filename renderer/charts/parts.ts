import { token } from '../styles/theme.ts';
import { formatDay, formatTime } from '../ui/format.ts';

/** Text of the user's files inside a hover text. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Double quotes would end the attribute that an exported SVG keeps the family in. */
export const fontFamily = (): string => token('--sans').replaceAll('"', "'");

/** The look of every hover text. */
export const tooltipLook = () => ({
  backgroundColor: token('--raised'),
  borderColor: token('--line-strong'),
  borderWidth: 1,
  padding: [4, 8],
  textStyle: { color: token('--ink'), fontSize: 12, fontFamily: fontFamily() },
  appendTo: 'body',
});

/** Words along an axis. */
export const axisWords = () => ({ color: token('--ink-3'), fontSize: 10, fontFamily: fontFamily() });

/** Thin lines behind the values. */
export const gridLine = () => ({ lineStyle: { color: token('--line'), width: 1 } });

const DAY_MS = 86_400_000;

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** The instant of a place on a time axis, as short as the span in milliseconds allows, in UTC. */
export function axisTime(ms: number, span: number): string {
  const text = iso(ms);
  if (span > 3 * DAY_MS) return formatDay(text);
  return span > DAY_MS ? formatTime(text).slice(5, 16) : formatTime(text).slice(11, 19);
}

/** Large and small values in few characters: `1.2 M`, `0.004`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const steps: [number, string][] = [
    [1e12, ' T'],
    [1e9, ' bn'],
    [1e6, ' M'],
    [1e3, ' k'],
  ];
  const [step, unit] = steps.find(([least]) => size >= least) ?? [1, ''];
  const part = value / step;
  if (size > 0 && size < 0.001) return value.toExponential(1).replace('-', '−');
  const text =
    Math.abs(part) >= 100 || Number.isInteger(part) ? part.toFixed(0) : String(Number(part.toPrecision(3)));
  return `${text.replace('-', '−')}${unit}`;
}

/** Starts of equal stretches from the first to the last; `at` of each lies a whole number of stretches after the first. */
export function evenStarts(starts: readonly string[], bucketSeconds: number, most = 2000): string[] {
  const times = starts.map((at) => Date.parse(at));
  const first = Math.min(...times);
  const count = Math.round((Math.max(...times) - first) / 1000 / bucketSeconds) + 1;
  if (starts.length === 0) return [];
  if (!(bucketSeconds > 0) || count > most) return [...new Set(starts)].sort();
  return Array.from({ length: count }, (_, i) => iso(first + i * bucketSeconds * 1000));
}
