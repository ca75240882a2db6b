/** Microseconds since 1970 as the `iso` macro writes them. */
export function instant(micros: number): string {
  const seconds = Math.floor(micros / 1e6);
  const fraction = String(Math.round(micros - seconds * 1e6))
    .padStart(6, '0')
    .replace(/0+$/, '');
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return fraction === '' ? `${text}Z` : `${text}.${fraction}Z`;
}

/** The microseconds since 1970 of an instant in the contract's form. */
export function microsOf(text: string): number {
  const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d{1,6}))?Z$/.exec(text) ?? [];
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
}

export const SECOND = 1e6;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
