/** Everything the window says in figures goes through here. Unknown is said, never shown as 0. */

export const unknown = 'unknown';

const groupDigits = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

export const formatCount = (value: number): string => groupDigits(String(Math.round(value)));

/** `1 transfer`, `2,014 transfers`. */
export const countOf = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;

/**
 * Exact decimal text with thousands separators, rounded half up to a readable length; the exact
 * text stays on hover. Small amounts keep their first significant digits, so that 0.00000012 is
 * never shown as 0.
 */
export function formatAmount(text: string | null | undefined, significant = 6): string {
  if (text === null || text === undefined || text === '') return unknown;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return text;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const integer = whole.replace(/^0+(?=\d)/, '');
  const places = integer === '0' ? leadingZeros(fraction) + significant : significant - integer.length;
  const rounded = roundDecimal(integer, fraction, Math.max(0, places));
  const zero = /^[0.]*$/.test(rounded.integer + rounded.fraction);
  return `${sign === '-' && !zero ? '−' : ''}${groupDigits(rounded.integer)}${rounded.fraction ? `.${rounded.fraction}` : ''}`;
}

const leadingZeros = (fraction: string): number => Math.max(0, fraction.search(/[1-9]/));

function roundDecimal(
  integer: string,
  fraction: string,
  places: number,
): { integer: string; fraction: string } {
  const kept = fraction.slice(0, places);
  const up = (fraction[places] ?? '0') >= '5';
  const digits = (BigInt(integer + kept) + (up ? 1n : 0n)).toString().padStart(kept.length + 1, '0');
  return {
    integer: digits.slice(0, digits.length - kept.length),
    fraction: digits.slice(digits.length - kept.length).replace(/0+$/, ''),
  };
}

export function formatUsd(value: number | null | undefined): string {
  if (value === null || value === undefined) return unknown;
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size >= 1e9) return `${sign}$${(size / 1e9).toFixed(2)} bn`;
  if (size >= 1e6) return `${sign}$${(size / 1e6).toFixed(2)} M`;
  if (size >= 100) return `${sign}$${formatCount(size)}`;
  const text = size.toFixed(2);
  return `${Number(text) === 0 ? '' : sign}$${text}`;
}

export const formatShare = (share: number): string =>
  share > 0 && share < 0.001 ? '< 0.1 %' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** `0x28c6…1d60`; short texts stay whole. */
export function shortenAddress(address: string): string {
  if (address.length <= 15) return address;
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

/** `2022-08-01 21:32:31`; the zone is named once, in the heading. */
export const formatTime = (instant: string | null | undefined): string =>
  instant ? instant.replace('T', ' ').replace(/(\.\d+)?Z$/, '') : unknown;

export const formatDay = (instant: string | null | undefined): string =>
  instant ? instant.slice(0, instant.indexOf('T')) : unknown;

/** `3 d 4 h`, `41 min`, `12 s`: the two largest units. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  const units: [number, string][] = [
    [31_557_600, 'y'],
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const at = units.findIndex(([size]) => total >= size);
  const [size, name] = units[at] ?? [1, 's'];
  const first = Math.floor(total / size);
  const next = units[at + 1];
  if (!next) return `${first} ${name}`;
  const second = Math.floor((total - first * size) / next[0]);
  return second > 0 && first < 10 ? `${first} ${name} ${second} ${next[1]}` : `${first} ${name}`;
}

/** `4 years ago` against a given now, for hover texts. */
export function formatAge(instant: string, now: number): string {
  const seconds = (now - Date.parse(instant)) / 1000;
  return seconds >= 0 ? `${formatDuration(seconds)} ago` : `in ${formatDuration(-seconds)}`;
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `12 of 3,401 counterparties`; `3 counterparties` when that is all of them. */
export const shownOf = (shown: number, total: number, one: string, many = `${one}s`): string =>
  shown >= total ? countOf(total, one, many) : `${formatCount(shown)} of ${countOf(total, one, many)}`;
