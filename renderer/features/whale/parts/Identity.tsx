import { Route, Scale, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Profile } from '#contract/whales.ts';
import { Address } from '../../../ui/Address.tsx';
import { Button } from '../../../ui/Button.tsx';
import { formatCount, formatDay, shownOf } from '../../../ui/format.ts';
import { statementsOf } from '../../../ui/statements.ts';
import { Time } from '../../../ui/Time.tsx';
import { openInGraph, openWhales, showAlertsOf, traceFrom } from '../../../workspace/store.ts';
import { behaviourName } from '../words.ts';
import { showRowsOf } from './rows-of.ts';

const listed = 3;

/** Who it is said to be and by whom, and the figures one asks for first. */
export function Identity({
  profile,
  onCompare,
}: {
  readonly profile: Profile;
  readonly onCompare: () => void;
}) {
  const { node } = profile;
  const { chain, address } = node;
  const statements = statementsOf(profile.labels);
  return (
    <header className="whale-head">
      <div className="whale-who">
        <h1>
          {statements[0] && <span className="attributed">{statements[0].label}</span>}
          <span className="whale-address">
            <Address address={address} chain={chain} full copy />
            <span className="muted">{chain}</span>
          </span>
        </h1>
        <Statements statements={statements} />
      </div>
      <div className="whale-actions">
        <Button keys="a" onClick={() => openWhales([])}>
          Another
        </Button>
        <Button icon={<Scale size={13} />} keys="c" onClick={onCompare}>
          Compare
        </Button>
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
      </div>
      <dl className="whale-facts">
        <Fact name="Transfers">
          <button type="button" className="number-link" onClick={() => showRowsOf(node, 'Transfers')}>
            {formatCount(profile.transfers)}
          </button>
        </Fact>
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
          <RowsBehind count={profile.alertsTotal} onOpen={() => showAlertsOf(address)} />
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

function Statements({ statements }: { readonly statements: ReturnType<typeof statementsOf> }) {
  if (statements.length === 0)
    return (
      <p className="muted whale-unlabelled">
        No label in this case names it. Drop a label list or a tag pack to know more.
      </p>
    );
  const line = ({ label, categories, source, confidence, listedAt }: (typeof statements)[number]) => (
    <li key={`${label}${source}`}>
      <span className="statement-label">{label}</span>
      <span>{categories.filter(Boolean).join(', ')}</span>
      <span className="muted">
        says {source}, confidence {confidence} of 100,{' '}
        {listedAt ? `listed ${formatDay(listedAt)}` : 'date not given'}
      </span>
    </li>
  );
  return (
    <>
      <ul className="tag-list whale-tags">{statements.slice(0, listed).map(line)}</ul>
      {statements.length > listed && (
        <details className="whale-more">
          <summary>{shownOf(listed, statements.length, 'statement')}; show the others</summary>
          <ul className="tag-list whale-tags">{statements.slice(listed).map(line)}</ul>
        </details>
      )}
    </>
  );
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
