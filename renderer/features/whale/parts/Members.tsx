import type { EntityFacts } from '#contract/entities.ts';
import { Address } from '../../../ui/Address.tsx';
import { formatCount, shownOf } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { statementsOf } from '../../../ui/statements.ts';
import { Time } from '../../../ui/Time.tsx';
import { select, showAlertsOf } from '../../../workspace/store.ts';
import { showRowsOf } from './rows-of.ts';
import { SubjectLinks } from './SubjectLinks.tsx';

/** The addresses of an entity with what sources say of each, those of most rows first. */
export function Members({ entity }: { readonly entity: EntityFacts }) {
  return (
    <Panel
      className="whale-wide"
      title="Addresses"
      note={`${shownOf(entity.shown, entity.total, 'address', 'addresses')}, by transfers; every figure of this page counts all of them`}
    >
      <section
        id="whale-members"
        className="panel-body whale-members"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled table must be reachable by keys
        tabIndex={0}
        aria-label="Addresses of it"
      >
        <table className="data-table" aria-label="Addresses">
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Said of it</th>
              <th scope="col" className="cell-right">
                Transfers
              </th>
              <th scope="col">First seen</th>
              <th scope="col">Last seen</th>
              <th scope="col" className="cell-right">
                Alerts
              </th>
              <th scope="col">
                <span className="visually-hidden">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entity.members.map(({ node, labels }) => (
              <tr key={node.id}>
                <th scope="row">
                  <Address
                    address={node.address}
                    chain={node.chain}
                    copy
                    onSelect={() => select({ kind: 'address', chain: node.chain, address: node.address })}
                  />
                  <span className="muted"> {node.chain}</span>
                </th>
                <td>
                  <Said labels={labels} />
                </td>
                <td className="cell-right">
                  <button
                    type="button"
                    className="number-link"
                    onClick={() => showRowsOf(node, 'Transfers', { framed: false })}
                  >
                    {formatCount(node.transfers)}
                  </button>
                </td>
                <td>
                  <Time at={node.firstSeen} />
                </td>
                <td>
                  <Time at={node.lastSeen} />
                </td>
                <td className="cell-right">
                  {node.alerts > 0 ? (
                    <button type="button" className="number-link" onClick={() => showAlertsOf(node.address)}>
                      {formatCount(node.alerts)}
                    </button>
                  ) : (
                    'none'
                  )}
                </td>
                <td className="cell-right">
                  <SubjectLinks id={node.id} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

function Said({ labels }: { readonly labels: EntityFacts['members'][number]['labels'] }) {
  const statements = statementsOf(labels);
  const words = statements.map(
    ({ label, source, confidence }) => `${label}, says ${source}, confidence ${confidence} of 100`,
  );
  const [first] = statements;
  if (!first) return <span className="muted">nothing</span>;
  return (
    <span title={words.join('\n')}>
      <span className="attributed">{first.label}</span>{' '}
      <span className="muted">
        says {first.source}, {first.confidence} of 100
        {statements.length > 1 && `, and ${formatCount(statements.length - 1)} more`}
      </span>
    </span>
  );
}
