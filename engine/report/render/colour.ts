/** Contrast that text needs on white (WCAG 2.2, 1.4.3). */
const LEAST = 4.5;

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const partsOf = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const contrastOnWhite = (parts: readonly number[]): number => {
  const [r = 0, g = 0, b = 0] = parts.map(channel);
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
};

/** The colour itself, or as much darker as it has to be to read on white. */
export function readable(colour: string): string {
  let parts = partsOf(colour);
  while (contrastOnWhite(parts) < LEAST) parts = parts.map((part) => Math.floor(part * 0.9));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
