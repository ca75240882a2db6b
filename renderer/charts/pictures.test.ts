import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceAt } from './balance.ts';
import { indexedTo, peakOf } from './balance-lines.ts';
import { evenStarts, shortNumber } from './parts.ts';
import { rateCell, ratesOf, rateUnit } from './rate.ts';

const hour = (n: number) => new Date(Date.UTC(2024, 0, 1, n)).toISOString().replace('.000Z', 'Z');

describe('balances as drawn', () => {
  it('hold what the last change up to an instant left, and before it what the span opened with', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 30 }), fc.nat(200), (hours, asked) => {
        const points = [...hours].sort((a, b) => a - b).map((n) => ({ at: hour(n), amount: String(n) }));
        const before = points.filter(({ amount }) => Number(amount) <= asked);
        expect(balanceAt({ points, opening: 'opening' }, hour(asked))).toBe(
          before.at(-1)?.amount ?? 'opening',
        );
      }),
    );
  });

  it('are indexed to their own largest size, below zero too, and to nothing where nothing was held', () => {
    const line = {
      points: [
        { at: hour(1), amount: '-40' },
        { at: hour(2), amount: '10' },
      ],
      opening: '20',
    };
    expect(peakOf(line)).toBe(40);
    expect(line.points.map(({ amount }) => indexedTo(amount, peakOf(line)))).toEqual([-100, 25]);
    expect(indexedTo('0', peakOf({ points: [], opening: null }))).toBeNull();
  });
});

describe('rates', () => {
  it('count every transfer once, whatever the cells', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.nat(500), received: fc.nat(9), sent: fc.nat(9) })),
        fc.integer({ min: 3600, max: 400_000 }),
        fc.integer({ min: 1, max: 400_000 }),
        (list, cell, span) => {
          const unit = rateUnit(span);
          expect(unit.seconds).toBeLessThanOrEqual(span);
          const rates = ratesOf(
            list.map(({ n, ...counts }) => ({ at: hour(n), ...counts })),
            cell,
            unit,
          );
          const total = (side: 'up' | 'down') =>
            Math.round(rates.reduce((sum, rate) => sum + (rate[side] * cell) / unit.seconds, 0));
          expect(total('up')).toBe(list.reduce((sum, { received }) => sum + received, 0));
          expect(total('down')).toBe(list.reduce((sum, { sent }) => sum + sent, 0));
        },
      ),
    );
  });

  it('are told in the longest unit that the span has', () => {
    expect([0.5, 12, 90, 7200, 86_400, 9e6].map((span) => rateUnit(span).each)).toEqual([
      'a second',
      'a second',
      'a minute',
      'an hour',
      'a day',
      'a day',
    ]);
  });

  it('have cells no shorter than the flows they count, about sixty to a span', () => {
    expect(rateCell(600_000, 60)).toBe(10_000);
    expect(rateCell(60, 3600)).toBe(3600);
  });
});

describe('axes', () => {
  it('keep quiet stretches, and a hopeless number of them apart', () => {
    expect(evenStarts([hour(3), hour(0)], 3600)).toEqual([hour(0), hour(1), hour(2), hour(3)]);
    expect(evenStarts([hour(3), hour(0)], 3600, 2)).toEqual([hour(0), hour(3)]);
    expect(evenStarts([], 3600)).toEqual([]);
  });

  it('say sizes in few characters and never a small value as 0', () => {
    expect([1_250_000, -2000, 0.5, 0, 0.000_04].map(shortNumber)).toEqual([
      '1.25 M',
      '−2 k',
      '0.5',
      '0',
      '4.0e−5',
    ]);
  });
});
