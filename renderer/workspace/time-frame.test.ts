import { describe, expect, it } from 'vitest';
import { frameWithin, stepFrame, toInstant, toSeconds } from './time-frame.ts';

const coverage = { from: toSeconds('2022-08-01T00:00:00Z'), to: toSeconds('2022-08-11T00:00:00Z') };
const day = 86_400;

describe('a time frame', () => {
  it('writes instants as the contract does', () => {
    expect(toInstant(toSeconds('2022-08-01T21:32:31Z'))).toBe('2022-08-01T21:32:31Z');
  });

  it('puts the ends in order and inside the coverage', () => {
    expect(frameWithin(coverage.from + 3 * day, coverage.from - 99 * day, coverage)).toEqual({
      from: '2022-08-01T00:00:00Z',
      to: '2022-08-04T00:00:00Z',
    });
  });

  it('is none when it covers everything, or lies outside', () => {
    expect(frameWithin(0, coverage.to + day, coverage)).toBeNull();
    expect(frameWithin(0, 10, coverage)).toBeNull();
  });

  it('steps by its own width and stops at the ends', () => {
    const frame = { from: '2022-08-08T00:00:00Z', to: '2022-08-10T00:00:00Z' };
    expect(stepFrame(frame, -1, coverage)).toEqual({
      from: '2022-08-06T00:00:00Z',
      to: '2022-08-08T00:00:00Z',
    });
    expect(stepFrame(frame, 1, coverage)).toEqual({
      from: '2022-08-09T00:00:00Z',
      to: '2022-08-11T00:00:00Z',
    });
    const first = { from: '2022-08-01T00:00:00Z', to: '2022-08-02T00:00:00Z' };
    expect(stepFrame(first, -1, coverage)).toEqual(first);
  });
});
