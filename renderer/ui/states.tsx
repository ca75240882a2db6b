import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { cx } from './class-names.ts';

/** Nothing here, and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
  compact,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly compact?: boolean;
}) {
  return (
    <div className={cx('state', compact && 'state-compact')}>
      <p className="state-title">{title}</p>
      {children && <div className="state-text">{children}</div>}
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  );
}

/** What happened, what was kept, what to do. */
export function ErrorState({
  message,
  onRetry,
}: {
  readonly message: string;
  readonly onRetry?: () => void;
}) {
  return (
    <div className="state state-compact" role="alert">
      <p className="state-title">This could not be read</p>
      <div className="state-text">{message}</div>
      {onRetry && (
        <div className="state-actions">
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}

/** Grey bars in the shape of what is coming. */
export function Skeleton({
  lines = 3,
  label = 'Loading',
}: {
  readonly lines?: number;
  readonly label?: string;
}) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <span key={i} className="skeleton-bar" style={{ width: `${88 - ((i * 37) % 46)}%` }} />
      ))}
    </div>
  );
}
