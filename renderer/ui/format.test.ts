import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatAge,
  formatAmount,
  formatBytes,
  formatDuration,
  formatShare,
  formatTime,
  formatUsd,
  shortenAddress,
  shownOf,
} from './format.ts';

describe('amounts', () => {
  it.each([
    ['1234567.891234', '1,234,568'],
    ['4531.1234567', '4,531.12'],
    ['0.00000012', '0.00000012'],
    ['0.000000123456789', '0.000000123457'],
    ['12.0405', '12.0405'],
    ['1.50', '1.5'],
    ['999999.9', '1,000,000'],
    ['0.9999999', '1'],
    ['007', '7'],
    ['0', '0'],
    ['-0.0', '0'],
    ['-12.5', '−12.5'],
    [
      '115792089237316195423570985008687907853269984665640564039457584007913129639935',
      '115,792,089,237,316,195,423,570,985,008,687,907,853,269,984,665,640,564,039,457,584,007,913,129,639,935',
    ],
  ])('%s is shown as %s', (raw, shown) => {
    expect(formatAmount(raw)).toBe(shown);
  });

  it('says unknown, never 0, and leaves alone what is no number', () => {
    expect(formatAmount(null)).toBe('unknown');
    expect(formatAmount(undefined)).toBe('unknown');
    expect(formatUsd(null)).toBe('unknown');
    expect(formatAmount('n/a')).toBe('n/a');
    expect(formatTime(null)).toBe('unknown');
  });

  it('writes dollars at every size', () => {
    expect([0, 12.5, 1234.4, 3_600_000, 2.5e9, -250].map((v) => formatUsd(v))).toEqual([
      '$0.00',
      '$12.50',
      '$1,234',
      '$3.60 M',
      '$2.50 bn',
      '−$250',
    ]);
  });
});

describe('words and figures', () => {
  it('shortens addresses in the middle only', () => {
    expect(shortenAddress('0x28c6c06298d514db089934071355e5743bf21d60')).toBe('0x28c6…1d60');
    expect(shortenAddress('USDC')).toBe('USDC');
  });

  it('counts', () => {
    expect(countOf(1, 'transfer')).toBe('1 transfer');
    expect(countOf(3401, 'counterparty', 'counterparties')).toBe('3,401 counterparties');
    expect(shownOf(12, 3401, 'counterparty', 'counterparties')).toBe('12 of 3,401 counterparties');
    expect(shownOf(3, 3, 'alert')).toBe('3 alerts');
  });

  it('writes times as they are in UTC', () => {
    expect(formatTime('2022-08-01T21:32:31Z')).toBe('2022-08-01 21:32:31');
    expect(formatTime('2022-08-01T21:32:31.123456Z')).toBe('2022-08-01 21:32:31');
  });

  it('writes durations in their two largest units', () => {
    expect([0, 12, 2460, 3600, 90_000, 31_557_600 * 4].map(formatDuration)).toEqual([
      '0 s',
      '12 s',
      '41 min',
      '1 h',
      '1 d 1 h',
      '4 y',
    ]);
    expect(formatAge('2022-01-01T00:00:00Z', Date.parse('2022-01-01T00:41:00Z'))).toBe('41 min ago');
  });

  it('never shows a small share as none', () => {
    expect([0, 0.0002, 0.0024, 0.998].map(formatShare)).toEqual(['0.0 %', '< 0.1 %', '0.2 %', '100 %']);
    expect([512, 1536, 1804220].map(formatBytes)).toEqual(['512 B', '1.5 KiB', '1.7 MiB']);
  });
});
