import { Button } from '../../../ui/Button.tsx';
import { countOf } from '../../../ui/format.ts';
import { runCommand } from '../../../workspace/commands.ts';
import { useAlerts } from '../store.ts';

/** What can be done with all chosen alerts at once. */
export function ChosenBar() {
  const count = useAlerts((s) => s.chosen.size);
  return (
    <div className="chosen-bar" role="toolbar" aria-label="Chosen alerts">
      <span>{countOf(count, 'alert')} chosen</span>
      <Button keys="t" onClick={() => runCommand('verdict-true')}>
        True
      </Button>
      <Button keys="f" onClick={() => runCommand('verdict-false')}>
        False
      </Button>
      <Button keys="u" onClick={() => runCommand('verdict-unsure')}>
        Unsure
      </Button>
      <Button keys="!" onClick={() => runCommand('verdict-escalate')}>
        Escalate
      </Button>
      <Button keys="e" onClick={() => runCommand('add-to-case')}>
        Add to case
      </Button>
      <Button variant="quiet" onClick={() => useAlerts.setState({ chosen: new Map() })}>
        Release all
      </Button>
    </div>
  );
}
