import { formatAge, formatTime, unknown } from './format.ts';

/** UTC to the second; the age on hover. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  if (!at) return <span className="is-unknown">{unknown}</span>;
  return (
    <time dateTime={at} title={`${formatTime(at)} UTC · ${formatAge(at, Date.now())}`} className="time">
      {formatTime(at)}
    </time>
  );
}
