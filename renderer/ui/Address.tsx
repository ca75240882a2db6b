import type { TagBadge } from '#contract/graph.ts';
import { Copy } from './Copy.tsx';
import { cx } from './class-names.ts';
import { shortenAddress } from './format.ts';

interface AddressProps {
  readonly address: string;
  readonly chain?: string | null;
  readonly tags?: readonly TagBadge[];
  readonly full?: boolean;
  readonly copy?: boolean;
  readonly onSelect?: () => void;
}

const tagTitle = (tag: TagBadge): string =>
  `${tag.label} · ${tag.category} · source ${tag.source} · confidence ${tag.confidence} of 100`;

/** Label first where there is one, then the shortened address; whole on hover and on copy. */
export function Address({ address, chain, tags, full, copy, onSelect }: AddressProps) {
  const tag = tags?.[0];
  const text = (
    <>
      {tag && (
        <span className="address-label" title={tagTitle(tag)}>
          {tag.label}
        </span>
      )}
      <span className="mono address-hex" title={chain ? `${chain} ${address}` : address}>
        {full ? address : shortenAddress(address)}
      </span>
    </>
  );
  return (
    <span className={cx('address', full && 'address-full')}>
      {onSelect ? (
        <button
          type="button"
          className="address-link"
          onClick={(event) => {
            event.stopPropagation();
            onSelect();
          }}
        >
          {text}
        </button>
      ) : (
        text
      )}
      {copy && <Copy text={address} label="Copy the whole address" />}
    </span>
  );
}
