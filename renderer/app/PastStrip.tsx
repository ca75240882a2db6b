import { History } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format.ts';
import { leaveReplay, toggleHindsight, useReplay } from '../workspace/replay.ts';
import { useWorkspace } from '../workspace/store.ts';

/** Says that the window stands in the past, how the page follows, and how to leave. */
export function PastStrip({ follows }: { readonly follows: string | null }) {
  const at = useWorkspace((s) => s.at);
  const hindsight = useWorkspace((s) => s.hindsight);
  const recording = useReplay((s) => s.recording);
  if (at === null) return null;
  return (
    <section className="past-strip" aria-label="In the past">
      <History size={14} aria-hidden="true" />
      <span>
        As known at <b className="past-instant">{formatTime(at)} UTC</b>
      </span>
      <span className="past-how">
        {follows ?? 'This page does not follow the instant: it shows the whole history.'}
        {follows !== null && hindsight && ' Alerts known only later are shown too.'}
      </span>
      <Button
        variant="quiet"
        role="switch"
        aria-checked={hindsight}
        keys="Shift+w"
        disabled={recording}
        className={hindsight ? 'is-on' : undefined}
        onClick={toggleHindsight}
      >
        With hindsight
      </Button>
      <Button keys="q" disabled={recording} onClick={leaveReplay}>
        Leave the past
      </Button>
    </section>
  );
}
