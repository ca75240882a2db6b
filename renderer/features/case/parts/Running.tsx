import type { Progress } from '#contract/common.ts';
import { Button } from '../../../ui/Button.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';

/** How far work on the case is; null before it has told. */
export function Running({
  progress,
  onCancel,
}: {
  readonly progress: Progress | null;
  readonly onCancel?: () => void;
}) {
  const message = progress?.message ?? 'Starting';
  return (
    <div className="custody-running" role="status">
      <ProgressBar fraction={progress?.total ? progress.done / progress.total : null} label={message} />
      <span>{message}</span>
      {onCancel && <Button onClick={onCancel}>Cancel</Button>}
    </div>
  );
}
