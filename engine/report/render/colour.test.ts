import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readable } from './colour.ts';

const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (colour: string): number => 1.05 / (luminance(colour) + 0.05);

test('a colour is darkened until it reads on white, and left alone where it does', () => {
  expect(readable('#0e3a4a')).toBe('#0e3a4a');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const colour = `#${value.toString(16).padStart(6, '0')}`;
      const shown = readable(colour);
      expect(contrast(shown)).toBeGreaterThanOrEqual(4.5);
      if (contrast(colour) >= 4.5) expect(shown).toBe(colour);
    }),
  );
});
