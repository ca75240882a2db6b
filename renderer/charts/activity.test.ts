import { describe, expect, it } from 'vitest';
import { filledBuckets } from './activity.ts';

describe('buckets of a timeline', () => {
  it('puts the quiet ones between, so that place is time', () => {
    const filled = filledBuckets(
      [
        { at: '2022-08-01T00:00:00Z', transfers: 3 },
        { at: '2022-08-01T03:00:00Z', transfers: 5 },
      ],
      3600,
    );
    expect(filled.map((b) => b.transfers)).toEqual([3, 0, 0, 5]);
    expect(filled[2]?.at).toBe('2022-08-01T02:00:00Z');
  });

  it('leaves whole rows of buckets, and hopeless ones, as they are', () => {
    const whole = [
      { at: '2022-08-01T00:00:00Z', transfers: 3 },
      { at: '2022-08-01T01:00:00Z', transfers: 5 },
    ];
    expect(filledBuckets(whole, 3600)).toEqual(whole);
    expect(filledBuckets(whole, 0)).toEqual(whole);
    expect(filledBuckets([whole[0]!, { at: '2032-08-01T00:00:00Z', transfers: 1 }], 1)).toHaveLength(2);
    expect(filledBuckets([], 60)).toEqual([]);
  });
});
