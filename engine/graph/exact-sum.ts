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

/** An integer at 54 decimals as plain decimal text. */
export function decimalText(value: bigint): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(55, '0');
  const fraction = digits.slice(-54).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -54)}${fraction === '' ? '' : `.${fraction}`}`;
}

export const exactText = (groups: unknown): string | null => {
  const sum = exactSum(groups);
  return sum === null ? null : decimalText(sum);
};
