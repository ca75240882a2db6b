import type { AlertQuery } from '#contract/detection.ts';
import { Button } from '../../../ui/Button.tsx';
import { countOf } from '../../../ui/format.ts';
import { runCommand } from '../../../workspace/commands.ts';
import { reportProblem } from '../../../workspace/store.ts';
import { alertIds } from '../queries.ts';
import { compare, useAlerts } from '../store.ts';
import { chooseAll } from '../triage.ts';

/** What can be done with all chosen alerts at once. */
export function ChosenBar({ total, query }: { readonly total: number; readonly query: Partial<AlertQuery> }) {
  const chosen = useAlerts((s) => s.chosen);
  const count = chosen.size;
  const [first, second] = [...chosen.keys()];
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
      {count === 2 && first !== undefined && second !== undefined && (
        <Button onClick={() => compare([first, second])}>Compare the two</Button>
      )}
      {count < total && (
        <Button variant="quiet" onClick={() => void alertIds(query).then(chooseAll, reportProblem)}>
          Choose all {countOf(total, 'alert')} listed
        </Button>
      )}
      <Button variant="quiet" onClick={() => useAlerts.setState({ chosen: new Map() })}>
        Release all
      </Button>
    </div>
  );
}
