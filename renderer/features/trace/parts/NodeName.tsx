import type { TraceNode } from '#contract/trace.ts';
import { Address } from '../../../ui/Address.tsx';
import { select } from '../../../workspace/store.ts';

/** An address of a trace; fees have none. */
export function NodeName({
  nodes,
  id,
}: {
  readonly nodes: ReadonlyMap<string, TraceNode>;
  readonly id: string;
}) {
  const node = nodes.get(id);
  if (!node) return <span className="muted">transaction fees</span>;
  const { chain, address, tags } = node;
  return (
    <Address
      address={address}
      chain={chain}
      tags={tags}
      onSelect={() => select({ kind: 'address', chain, address })}
    />
  );
}
