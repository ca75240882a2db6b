import type { Progress } from '#contract/common.ts';
import { Button } from './Button.tsx';
import { formatCount } from './format.ts';
import { ProgressBar } from './ProgressBar.tsx';

/** Why a page waits: what is being done, and how far it is. */
export function Preparing({
  progress,
  onCancel,
}: {
  readonly progress: Progress;
  readonly onCancel?: () => void;
}) {
  const { done, total, message, unit } = progress;
  return (
    <div className="preparing" role="status">
      <ProgressBar fraction={total ? done / total : null} label={message} />
      <span>
        {message}
        {total ? `, ${formatCount(done)} of ${formatCount(total)} ${unit}` : ''}
      </span>
      {onCancel && <Button onClick={onCancel}>Cancel</Button>}
    </div>
  );
}
