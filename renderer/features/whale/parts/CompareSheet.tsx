import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { Profiles } from '#contract/whales.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatTime } from '../../../ui/format.ts';
import { useCommands } from '../../../workspace/commands.ts';
import { MOST_WHALES } from '../../../workspace/location.ts';
import { openWhales } from '../../../workspace/store.ts';
import { without } from '../compare.ts';
import { nameOf } from '../words.ts';
import { CommonCounterparties } from './CommonCounterparties.tsx';
import { ComparedBalances } from './ComparedBalances.tsx';
import { ComparedMeasures } from './ComparedMeasures.tsx';

/** Two to six addresses or entities beside each other: balances on one axis, the same measures, and whom they share. */
export function CompareSheet({ answer, onAdd }: { readonly answer: Profiles; readonly onAdd: () => void }) {
  const { profiles, common, asOf } = answer;
  useCommands(
    useMemo(() => {
      const ids = profiles.map(({ node }) => node.id);
      return profiles.map(({ node }, place) => ({
        id: `whale-take-off-${place + 1}`,
        title: `Take ${nameOf(node)} off the sheet`,
        group: 'Whale',
        keys: [`- ${place + 1}`],
        run: () => openWhales(without(ids, node.id)),
      }));
    }, [profiles]),
  );
  return (
    <div className="whale-scroll">
      <header className="compare-head">
        <h1>Compare {profiles.length} whales</h1>
        <span className="muted">as of {formatTime(asOf)} UTC; the address bar reopens this sheet</span>
        <Button icon={<Plus size={13} />} keys="c" disabled={profiles.length >= MOST_WHALES} onClick={onAdd}>
          Add
        </Button>
      </header>
      <ComparedMeasures profiles={profiles} />
      <ComparedBalances profiles={profiles} />
      <CommonCounterparties profiles={profiles} common={common} />
    </div>
  );
}
