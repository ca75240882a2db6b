import type { Trace } from '#contract/trace.ts';
import { Amount } from '../../../ui/Amount.tsx';
import { formatTime, shortenAddress } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { select, traceFrom } from '../../../workspace/store.ts';
import type { TraceSeed } from '../../../workspace/trace-seed.ts';
import { nameOf, nodesById } from '../words.ts';

const directions = [
  { id: 'backward', label: '← Came from', title: 'Backwards: where the money came from' },
  { id: 'forward', label: 'Went to →', title: 'Forwards: where the money went' },
] as const;

/** What is traced and in which direction. */
export function SeedLine({ seed, trace }: { readonly seed: TraceSeed; readonly trace: Trace | null }) {
  const node = trace?.seed.node ?? null;
  return (
    <>
      <h1 className="trace-title">Trace</h1>
      <Segments
        label="Direction"
        value={seed.direction ?? 'forward'}
        options={directions}
        onChange={(direction) => traceFrom({ ...seed, direction })}
      />
      <p className="trace-seed ellipsis" title={trace?.seed.sentence}>
        {trace && node ? (
          <>
            <Amount value={trace.seed.amount} unit={trace.seed.symbol} />{' '}
            {'file' in seed ? (trace.direction === 'forward' ? 'received by' : 'sent by') : 'held by'}{' '}
            <button
              type="button"
              className="address-link"
              onClick={() =>
                select({
                  kind: 'address',
                  chain: trace.seed.chain,
                  address: node.slice(trace.seed.chain.length + 1),
                })
              }
            >
              {nameOf(nodesById(trace), node)}
            </button>
            {trace.seed.at && <span className="muted"> at {formatTime(trace.seed.at)} UTC</span>}
          </>
        ) : 'file' in seed ? (
          `the transfer on line ${seed.line}`
        ) : (
          shortenAddress(seed.address)
        )}
      </p>
    </>
  );
}
