import type { Profile } from '#contract/whales.ts';
import { Address } from '../../../ui/Address.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, shortenAddress } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Sentence } from '../../../ui/Sentence.tsx';
import { openWhales, select } from '../../../workspace/store.ts';
import { SubjectLinks } from './SubjectLinks.tsx';

/** Addresses funded by the same one, or that deal with the same ones, with the reason. */
export function RelatedPanel({ profile }: { readonly profile: Profile }) {
  const { related, relatedNotSearched, node, entity } = profile;
  return (
    <Panel
      title="Related addresses"
      note={
        related.length > 0 ? `${countOf(related.length, 'address', 'addresses')}, strongest first` : undefined
      }
    >
      <div className="panel-body">
        {related.length === 0 && (
          <p>
            No {entity ? 'other address' : 'address'} shares its first funder or an unusual number of its
            counterparties.
          </p>
        )}
        <ul className="whale-related">
          {related.map((one) => (
            <li key={`${one.kind}${one.node.id}`}>
              <span className={one.node.tags[0] && 'attributed'}>
                <Address
                  address={one.node.address}
                  chain={one.node.chain}
                  tags={one.node.tags}
                  onSelect={() =>
                    select({ kind: 'address', chain: one.node.chain, address: one.node.address })
                  }
                />
              </span>
              <span className="muted" title={one.reason}>
                <Sentence text={one.reason.replace(/\b0x[0-9a-f]{40}\b/gi, shortenAddress)} />
              </span>
              <span className="whale-related-links">
                <Button variant="quiet" onClick={() => openWhales([node.id, one.node.id])}>
                  Compare
                </Button>
                <SubjectLinks id={one.node.id} />
              </span>
            </li>
          ))}
        </ul>
        {relatedNotSearched.map((sentence) => (
          <p key={sentence} className="muted whale-statement">
            {sentence}
          </p>
        ))}
      </div>
    </Panel>
  );
}
