import { X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { Profile } from '#contract/whales.ts';
import { ChartView } from '../../../charts/ChartView.tsx';
import { rateCell, rateOption, ratesOf, rateUnit } from '../../../charts/rate.ts';
import { Address } from '../../../ui/Address.tsx';
import { Usd } from '../../../ui/Amount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Time } from '../../../ui/Time.tsx';
import { openWhales, showAlertsOf } from '../../../workspace/store.ts';
import { useKnownSpan } from '../../../workspace/use-known-span.ts';
import { behaviourWords, dormancyWords, pricedWords, whaleColour, without } from '../compare.ts';
import { alertSubjectOf } from '../entity.ts';
import { commonSpan, heldValue, nameOf } from '../words.ts';
import { Hours } from './Hours.tsx';
import { showRowsOf } from './rows-of.ts';
import { SubjectLinks } from './SubjectLinks.tsx';

interface Measure {
  readonly name: string;
  readonly of: (profile: Profile) => ReactNode;
  /** Shown only where it tells something apart. */
  readonly where?: (profiles: readonly Profile[]) => boolean;
}

const link = (text: ReactNode, open: () => void) => (
  <button type="button" className="number-link" onClick={open}>
    {text}
  </button>
);
const rowsLink = (
  count: number,
  profile: Profile,
  what: string,
  more: Parameters<typeof showRowsOf>[2] = {},
) => (count === 0 ? 'none' : link(formatCount(count), () => showRowsOf(profile.node, what, more)));

const measures: readonly Measure[] = [
  {
    name: 'Addresses',
    of: ({ entity }) => (entity ? formatCount(entity.total) : '1'),
    where: (all) => all.some(({ entity }) => entity !== null),
  },
  { name: 'Transfers', of: (one) => rowsLink(one.transfers, one, 'Transfers') },
  {
    name: 'Moved within',
    of: (one) => rowsLink(one.entity?.within.transfers ?? 0, one, 'Transfers within', { within: true }),
    where: (all) => all.some(({ entity }) => entity !== null),
  },
  { name: 'Failed', of: (one) => rowsLink(one.failed, one, 'Failed transfers', { success: false }) },
  {
    name: 'Senders',
    of: (one) => rowsLink(one.senders.total, one, 'Received transfers', { direction: 'in', moving: true }),
  },
  {
    name: 'Receivers',
    of: (one) => rowsLink(one.receivers.total, one, 'Sent transfers', { direction: 'out', moving: true }),
  },
  {
    name: 'Alerts',
    of: ({ alertsTotal, node, entity }) =>
      alertsTotal === 0
        ? 'none'
        : link(formatCount(alertsTotal), () => showAlertsOf(alertSubjectOf(node), entity?.name)),
  },
  { name: 'First seen', of: ({ node }) => <Time at={node.firstSeen} /> },
  { name: 'Last seen', of: ({ node }) => <Time at={node.lastSeen} /> },
  {
    name: 'Known value held',
    of: ({ holdings }) => {
      const { usd, unpriced } = heldValue(holdings);
      return (
        <>
          <Usd value={usd} />
          {usd !== null && unpriced > 0 && <span className="muted"> {unpriced} unpriced</span>}
        </>
      );
    },
  },
  { name: 'Realised', of: ({ profit }) => <Usd value={profit.realisedUsd} /> },
  { name: 'Unrealised', of: ({ profit }) => <Usd value={profit.unrealisedUsd} /> },
  {
    name: 'Priced',
    of: (one) => link(pricedWords(one), () => showRowsOf(one.node, 'Moving rows', { moving: true })),
  },
  { name: 'Longest pause', of: dormancyWords },
  { name: 'Behaviour', of: behaviourWords },
];

/** The same measures beside each other, a column for each whale. */
export function ComparedMeasures({ profiles }: { readonly profiles: readonly Profile[] }) {
  const frame = useKnownSpan();
  const { rates, each } = useMemo(() => {
    const span = commonSpan(profiles, frame);
    if (span === null) return { rates: profiles.map(() => null), each: 'a day' };
    const seconds = (Date.parse(span.to) - Date.parse(span.from)) / 1000;
    const cells = profiles.map(({ bucketSeconds }) => rateCell(seconds, bucketSeconds));
    const unit = rateUnit(seconds);
    const steps = profiles.map(({ flows }, place) => ratesOf(flows, cells[place]!, unit));
    const most = steps.flat().reduce((max, { up, down }) => Math.max(max, up, down), 0);
    const pictures = profiles.map((_, place) =>
      most === 0
        ? null
        : () => rateOption({ steps: steps[place]!, bucketSeconds: cells[place]!, ...span, most, unit }),
    );
    return { rates: pictures, each: unit.each };
  }, [profiles, frame]);
  const busiest = Math.max(0, ...profiles.flatMap(({ hours }) => hours));
  const ids = profiles.map(({ node }) => node.id);
  const shown = measures.filter(({ where }) => where?.(profiles) ?? true);
  return (
    <Panel
      title="The same measures"
      note={
        <>
          rates share one scale: <span className="flow-in">▲ received</span>{' '}
          <span className="flow-out">▼ sent</span> {each}; gain and loss FIFO, where rows are priced
        </>
      }
    >
      <div className="panel-body compare-scroll">
        <table className="data-table compare-table" aria-label="The same measures">
          <thead>
            <tr>
              <td />
              {profiles.map(({ node, entity }, place) => (
                <th key={node.id} scope="col">
                  <span className="compare-who">
                    <span className="compare-number" style={{ borderColor: `var(${whaleColour(place)})` }}>
                      {place + 1}
                    </span>
                    {entity ? (
                      <span className={entity.kind === 'label' ? 'attributed' : undefined}>
                        {entity.name}
                      </span>
                    ) : (
                      <Address address={node.address} chain={node.chain} tags={node.tags} copy />
                    )}
                  </span>
                  <span className="compare-links">
                    <SubjectLinks id={node.id} name={nameOf(node)} />
                    <Button
                      variant="quiet"
                      aria-label={`Take ${nameOf(node)} off the sheet`}
                      title={`Take off the sheet (- ${place + 1})`}
                      icon={<X size={13} />}
                      onClick={() => openWhales(without(ids, node.id))}
                    />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, of }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {profiles.map((profile) => (
                  <td key={profile.node.id} className="cell-right">
                    {of(profile)}
                  </td>
                ))}
              </tr>
            ))}
            <tr className="compare-pictures">
              <th scope="row">Transfers {each}</th>
              {profiles.map(({ node }, place) => {
                const option = rates[place];
                return (
                  <td key={node.id}>
                    {option ? (
                      <div className="compare-rate">
                        <ChartView option={option} label={`Transfers ${each} of ${nameOf(node)}`} />
                      </div>
                    ) : (
                      'none'
                    )}
                  </td>
                );
              })}
            </tr>
            <tr className="compare-pictures">
              <th scope="row">Hours, UTC</th>
              {profiles.map(({ node, hours }) => (
                <td key={node.id}>
                  <Hours
                    hours={hours}
                    most={busiest}
                    numbers={false}
                    label={`Transfers of ${nameOf(node)} by hour and weekday`}
                    small
                  />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
