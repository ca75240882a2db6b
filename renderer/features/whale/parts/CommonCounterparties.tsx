import type { CommonCounterparties as Common, Profile } from '#contract/whales.ts';
import { Address } from '../../../ui/Address.tsx';
import { formatCount, formatUsd } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { select } from '../../../workspace/store.ts';
import { commonWords } from '../compare.ts';
import { nameOf } from '../words.ts';
import { showRowsOf } from './rows-of.ts';
import { SubjectLinks } from './SubjectLinks.tsx';

/** Whom at least two whales of the sheet deal with, and how much each. */
export function CommonCounterparties({
  profiles,
  common,
}: {
  readonly profiles: readonly Profile[];
  readonly common: Common;
}) {
  return (
    <Panel
      title="Common counterparties"
      note={
        common.total > 0 && `${commonWords(common.shown, common.total)}, by how many share them, then rows`
      }
    >
      {common.rows.length === 0 ? (
        <p className="panel-empty">No address deals with two of these in this span.</p>
      ) : (
        <div className="panel-body compare-scroll">
          <table className="data-table whale-counterparties" aria-label="Common counterparties">
            <thead>
              <tr>
                <th scope="col">Counterparty</th>
                {profiles.map(({ node }, place) => (
                  <th key={node.id} scope="col" className="cell-right" title={nameOf(node)}>
                    {place + 1} {nameOf(node)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">Open</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {common.rows.map(({ node, dealings }) => (
                <tr key={node.id}>
                  <th scope="row" className={node.tags[0] && 'attributed'}>
                    <Address
                      address={node.address}
                      chain={node.chain}
                      tags={node.tags}
                      onSelect={() => select({ kind: 'address', chain: node.chain, address: node.address })}
                    />
                  </th>
                  {profiles.map((profile, place) => {
                    const dealing = dealings[place];
                    return (
                      <td key={profile.node.id} className="cell-right">
                        {dealing ? (
                          <>
                            <button
                              type="button"
                              className="number-link"
                              title="The rows between the two"
                              onClick={() =>
                                showRowsOf(profile.node, `With ${nameOf(node)}: rows`, {
                                  chain: node.chain,
                                  counterparty: node.address,
                                })
                              }
                            >
                              {formatCount(dealing.transfers)}
                            </button>
                            {dealing.usd !== null && <span className="muted"> {formatUsd(dealing.usd)}</span>}
                          </>
                        ) : (
                          <span className="muted">none</span>
                        )}
                      </td>
                    );
                  })}
                  <td className="cell-right">
                    <SubjectLinks id={node.id} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
