import { token } from '../styles/theme.ts';

/** The colours a picture of a graph is drawn in: the tokens of the page as they apply now. */
export interface Palette {
  readonly ink: string;
  readonly ink2: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly alert: string;
  readonly caution: string;
  readonly attribution: string;
  readonly flowIn: string;
  readonly flowOut: string;
  readonly risk: readonly [low: string, medium: string, high: string];
  readonly kinds: readonly string[];
  readonly font: string;
}

export const pagePalette = (): Palette => ({
  ink: token('--ink'),
  ink2: token('--ink-2'),
  surface: token('--surface'),
  raised: token('--raised'),
  line: token('--line'),
  lineStrong: token('--line-strong'),
  accent: token('--accent'),
  accentSoft: token('--accent-soft'),
  alert: token('--priority-critical'),
  caution: token('--caution'),
  attribution: token('--tier-attribution'),
  flowIn: token('--flow-in'),
  flowOut: token('--flow-out'),
  risk: [token('--priority-medium'), token('--priority-high'), token('--priority-critical')],
  kinds: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => token(`--kind-${n}`)),
  font: token('--sans') || 'sans-serif',
});

/** Red, green and blue of `#rrggbb`, 0–1. */
export function rgbOf(colour: string): [number, number, number] {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!match) return [0.5, 0.5, 0.5];
  return [match[1], match[2], match[3]].map((part) => Number.parseInt(part ?? '80', 16) / 255) as [
    number,
    number,
    number,
  ];
}

/** `from` at 0, `to` at 1. */
export function mixed(from: string, to: string, share: number): string {
  const a = rgbOf(from);
  const b = rgbOf(to);
  const at = Math.min(1, Math.max(0, share));
  return `#${a
    .map((v, i) =>
      Math.round((v + ((b[i] ?? v) - v) * at) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
