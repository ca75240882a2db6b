/**
 * Exact sum of decimal texts (`-12.050`), without rounding and without trailing zeros.
 * null when one of them is unknown: an unknown part makes the sum unknown.
 */
export function addDecimals(texts: readonly (string | null)[]): string | null {
  const parts: { readonly digits: bigint; readonly places: number }[] = [];
  let places = 0;
  for (const text of texts) {
    const match = text === null ? null : /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!match) return null;
    const fraction = match[3] ?? '';
    places = Math.max(places, fraction.length);
    parts.push({ digits: BigInt(`${match[1]}${match[2]}${fraction}`), places: fraction.length });
  }
  let sum = 0n;
  for (const part of parts) sum += part.digits * 10n ** BigInt(places - part.places);
  return placePoint(sum, places);
}

function placePoint(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
