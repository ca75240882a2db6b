import type { Profile } from '#contract/whales.ts';
import { AlertsPanel } from './AlertsPanel.tsx';
import { Balances } from './Balances.tsx';
import { BehaviourPanel } from './BehaviourPanel.tsx';
import { Counterparties } from './Counterparties.tsx';
import { Dormancy } from './Dormancy.tsx';
import { Flows } from './Flows.tsx';
import { HoursPanel } from './HoursPanel.tsx';
import { Identity } from './Identity.tsx';
import { Members } from './Members.tsx';
import { Notes } from './Notes.tsx';
import { ProfitPanel } from './ProfitPanel.tsx';
import { RelatedPanel } from './RelatedPanel.tsx';
import { Within } from './Within.tsx';

/** The page of one address or entity, the most asked first. */
export function OneWhale({
  profile,
  asOf,
  onCompare,
}: {
  readonly profile: Profile;
  readonly asOf: string | null;
  readonly onCompare: () => void;
}) {
  return (
    <div className="whale-scroll">
      <Identity profile={profile} onCompare={onCompare} />
      <div className="whale-grid">
        <Balances profile={profile} asOf={asOf} />
        <Flows profile={profile} />
        {profile.entity && profile.entity.within.transfers > 0 && (
          <Within node={profile.node} within={profile.entity.within} chains={profile.entity.chains.length} />
        )}
        <HoursPanel profile={profile} />
        <Counterparties profile={profile} side="senders" />
        <Counterparties profile={profile} side="receivers" />
        <AlertsPanel profile={profile} />
        <ProfitPanel profile={profile} />
        <BehaviourPanel behaviour={profile.behaviour} />
        <Dormancy profile={profile} />
        <RelatedPanel profile={profile} />
        <Notes node={profile.node} asOf={asOf} />
        {profile.entity && <Members entity={profile.entity} />}
      </div>
    </div>
  );
}
