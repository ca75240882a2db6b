/**
 * A decimal text (an exponent is understood) in whole units of 10^-scale; what is smaller than a unit is cut off.
 * @throws SyntaxError for a text that is no decimal number.
 */
export function decimalUnits(text: string, scale: number): bigint {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === '') throw new SyntaxError(`not a decimal number: ${text}`);
  const digits = whole + fraction;
  const shift = scale + Number(exponent) - fraction.length;
  const units = shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : BigInt(digits) / 10n ** BigInt(-shift);
  return sign === '-' ? -units : units;
}

/** Whole units of 10^-scale as plain decimal text. */
export function unitText(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${sign}${digits.slice(0, digits.length - scale)}${fraction === '' || scale === 0 ? '' : `.${fraction}`}`;
}
