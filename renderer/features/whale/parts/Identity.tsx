import { Route, Scale, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Profile } from '#contract/whales.ts';
import { Address } from '../../../ui/Address.tsx';
import { BelongsTo } from '../../../ui/BelongsTo.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount } from '../../../ui/format.ts';
import { statementsOf } from '../../../ui/statements.ts';
import { Time } from '../../../ui/Time.tsx';
import { openInGraph, openWhales, showAlertsOf, traceFrom } from '../../../workspace/store.ts';
import { useBelongsTo } from '../../../workspace/use-belongs-to.ts';
import { alertSubjectOf } from '../entity.ts';
import { graphSeedOf } from '../graph-seed.ts';
import { behaviourName } from '../words.ts';
import { showRowsOf } from './rows-of.ts';
import { Statements } from './Statements.tsx';

/** Who it is said to be and by whom, and the figures one asks for first. */
export function Identity({
  profile,
  onCompare,
}: {
  readonly profile: Profile;
  readonly onCompare: () => void;
}) {
  const { node, entity } = profile;
  return (
    <header className="whale-head">
      <div className="whale-who">
        {entity ? <EntityTitle profile={profile} /> : <AddressTitle profile={profile} />}
      </div>
      <div className="whale-actions">
        <Button keys="a" onClick={() => openWhales([])}>
          Another
        </Button>
        <Button icon={<Scale size={13} />} keys="c" onClick={onCompare}>
          Compare
        </Button>
        {entity ? <EntityActions profile={profile} /> : <AddressActions profile={profile} />}
      </div>
      <dl className="whale-facts">
        {entity && (
          <Fact name="Addresses">
            <button type="button" className="number-link" onClick={showMembers}>
              {formatCount(entity.total)}
            </button>
          </Fact>
        )}
        <Fact name="Transfers">
          <button type="button" className="number-link" onClick={() => showRowsOf(node, 'Transfers')}>
            {formatCount(profile.transfers)}
          </button>
        </Fact>
        {entity && (
          <Fact name="Moved within">
            <RowsBehind
              count={entity.within.transfers}
              onOpen={() => showRowsOf(node, 'Transfers within', { within: true })}
            />
          </Fact>
        )}
        <Fact name="Failed">
          <RowsBehind
            count={profile.failed}
            onOpen={() => showRowsOf(node, 'Failed transfers', { success: false })}
          />
        </Fact>
        <Fact name="Senders">
          <RowsBehind
            count={profile.senders.total}
            onOpen={() => showRowsOf(node, 'Received transfers', { direction: 'in', moving: true })}
          />
        </Fact>
        <Fact name="Receivers">
          <RowsBehind
            count={profile.receivers.total}
            onOpen={() => showRowsOf(node, 'Sent transfers', { direction: 'out', moving: true })}
          />
        </Fact>
        <Fact name="Alerts">
          <RowsBehind
            count={profile.alertsTotal}
            onOpen={() => showAlertsOf(alertSubjectOf(node), entity?.name)}
          />
        </Fact>
        <Fact name="First seen">
          <Time at={node.firstSeen} />
        </Fact>
        <Fact name="Last seen">
          <Time at={node.lastSeen} />
        </Fact>
        <Fact name="Behaviour">{behaviourName(profile.behaviour.class)}</Fact>
      </dl>
    </header>
  );
}

function AddressTitle({ profile }: { readonly profile: Profile }) {
  const { chain, address, id } = profile.node;
  const found = useBelongsTo(id);
  const statements = statementsOf(profile.labels);
  return (
    <>
      <h1>
        {statements[0] && <span className="attributed">{statements[0].label}</span>}
        <span className="whale-address">
          <Address address={address} chain={chain} full copy />
          <span className="muted">{chain}</span>
        </span>
      </h1>
      <BelongsTo found={found} onOpen={(one) => openWhales([one])} />
      <Statements labels={profile.labels} total={profile.labelsTotal} of={1} />
    </>
  );
}

function EntityTitle({ profile }: { readonly profile: Profile }) {
  const { entity } = profile;
  if (!entity) return null;
  return (
    <>
      <h1>
        <span className={entity.kind === 'label' ? 'attributed' : undefined}>{entity.name}</span>
        <span className="whale-address muted">
          {countOf(entity.total, 'address', 'addresses')} on {entity.chains.join(', ')} as one
        </span>
      </h1>
      <p className="muted whale-unlabelled">
        {entity.kind === 'label'
          ? 'Every address of the imported rows that carries this name as a label or actor.'
          : `A group made in the graph, kept with the view “${entity.view?.name}”: no source says these addresses are one.`}
        {entity.unnamed > 0 &&
          ` ${countOf(entity.unnamed, 'more address', 'more addresses')} of the group ${entity.unnamed === 1 ? 'is' : 'are'} in no imported row.`}
      </p>
      <Statements labels={profile.labels} total={profile.labelsTotal} of={entity.total} />
    </>
  );
}

function AddressActions({ profile }: { readonly profile: Profile }) {
  const { chain, address } = profile.node;
  return (
    <>
      <Button
        icon={<Waypoints size={13} />}
        keys="o"
        onClick={() => openInGraph({ kind: 'address', chain, address })}
      >
        Open in graph
      </Button>
      <Button
        icon={<Route size={13} />}
        keys="y"
        onClick={() => traceFrom({ chain, address, asset: null, direction: 'forward' })}
      >
        Trace from here
      </Button>
    </>
  );
}

function EntityActions({ profile: { node, entity } }: { readonly profile: Profile }) {
  return (
    <Button icon={<Waypoints size={13} />} keys="o" onClick={() => openInGraph(graphSeedOf(node.id))}>
      {entity?.view ? 'Open its view' : 'Open in graph'}
    </Button>
  );
}

/** The hash of the window holds its state: a button moves there without it. */
function showMembers(): void {
  const members = document.getElementById('whale-members');
  members?.scrollIntoView({ block: 'start' });
  members?.focus({ preventScroll: true });
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function RowsBehind({ count, onOpen }: { readonly count: number; readonly onOpen: () => void }) {
  return count > 0 ? (
    <button type="button" className="number-link" onClick={onOpen}>
      {formatCount(count)}
    </button>
  ) : (
    'none'
  );
}
