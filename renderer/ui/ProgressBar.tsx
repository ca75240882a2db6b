/** A known share of the whole, or an honest "not known yet". */
export function ProgressBar({
  fraction,
  label,
}: {
  readonly fraction: number | null;
  readonly label: string;
}) {
  return (
    <div
      className={fraction === null ? 'progress progress-open' : 'progress'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === null ? undefined : Math.round(fraction * 100)}
    >
      <span style={{ width: `${(fraction ?? 1) * 100}%` }} />
    </div>
  );
}
