import { cx } from './class-names.ts';
import { formatAmount, formatUsd, shortenAddress, unknown } from './format.ts';

/** Exact decimal text, readable on the page and raw on hover. */
export function Amount({
  value,
  unit,
}: {
  readonly value: string | null | undefined;
  readonly unit?: string | null;
}) {
  const missing = value === null || value === undefined;
  return (
    <span
      className={cx('amount', missing && 'is-unknown')}
      title={missing ? 'The decimals are unknown' : `${value} ${unit ?? ''}`.trim()}
    >
      {formatAmount(value)}
      {unit && <span className="unit"> {shortenAddress(unit)}</span>}
    </span>
  );
}

export function Usd({ value }: { readonly value: number | null | undefined }) {
  const missing = value === null || value === undefined;
  return (
    <span
      className={cx('amount', missing && 'is-unknown')}
      title={missing ? 'No price for this asset at that time' : String(value)}
    >
      {missing ? unknown : formatUsd(value)}
    </span>
  );
}
