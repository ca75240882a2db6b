const GROUP = 10n ** 18n;
const FRACTION = GROUP ** 3n;

/** The eight sums of `sum_groups` as one integer at 54 decimals; null where nothing was summed. */
export function exactSum(groups: unknown): bigint | null {
  if (!Array.isArray(groups) || groups.length !== 8 || groups.some((group) => group === null)) return null;
  const parts = groups.map((group) => BigInt(String(group)));
  let whole = 0n;
  for (let index = 4; index >= 0; index -= 1) whole = whole * GROUP + parts[index]!;
  return whole * FRACTION + parts[5]! * GROUP * GROUP + parts[6]! * GROUP + parts[7]!;
}

/** An integer at so many decimals as plain decimal text. */
export function decimalText(value: bigint, decimals = 54): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${sign}${digits.slice(0, digits.length - decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Plain decimal text as an integer at so many decimals; digits beyond them are refused. @throws RangeError */
export function decimalUnits(text: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  if (fraction.length > decimals) throw new RangeError(`${text} has more than ${decimals} decimals`);
  return BigInt(`${whole}${fraction.padEnd(decimals, '0')}`);
}

export const exactText = (groups: unknown): string | null => {
  const sum = exactSum(groups);
  return sum === null ? null : decimalText(sum);
};
