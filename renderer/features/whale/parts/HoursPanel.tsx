import { useState } from 'react';
import type { Profile } from '#contract/whales.ts';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Hours } from './Hours.tsx';
import { showRowsOf } from './rows-of.ts';

/** When it acts: hour by weekday, UTC. */
export function HoursPanel({ profile }: { readonly profile: Profile }) {
  const [numbers, setNumbers] = useState(false);
  const { hours, withoutTime, node } = profile;
  const total = hours.reduce((sum, count) => sum + count, 0);
  return (
    <Panel
      title="Hours of the week"
      note={
        <>
          UTC,{' '}
          <button type="button" className="number-link" onClick={() => showRowsOf(node, 'Transfers')}>
            {countOf(total, 'transfer')}
          </button>
          {withoutTime > 0 && `, ${formatCount(withoutTime)} without a time left out`}
        </>
      }
      tools={
        <Button variant="quiet" pressed={numbers} onClick={() => setNumbers(!numbers)}>
          Numbers
        </Button>
      }
    >
      <div className="panel-body">
        <Hours
          hours={hours}
          most={Math.max(...hours)}
          numbers={numbers}
          label="Transfers by hour and weekday"
        />
      </div>
    </Panel>
  );
}
