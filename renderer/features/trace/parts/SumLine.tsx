import { Fragment } from 'react';
import type { TraceRequest, TraceResult } from '#contract/trace.ts';
import { showRows } from '../../../workspace/store.ts';
import { methodNames, reasonName, sumOf } from '../words.ts';

/** What went in and what became of it, for every asset; each summand opens its rows. */
export function SumLine({
  result,
  request,
}: {
  readonly result: TraceResult;
  readonly request: TraceRequest;
}) {
  return (
    <section className="trace-sums" aria-label="What adds up">
      {result.balances.map((balance) => {
        const { into, parts } = sumOf(balance, request);
        return (
          <p key={balance.asset} className="trace-sum">
            <span title={`${balance.begun} ${balance.symbol}`}>{into}</span> ={' '}
            {parts.map(({ reason, amount, text, share }, index) => (
              <Fragment key={reason}>
                {index > 0 && ' + '}
                <button
                  type="button"
                  className="number-link"
                  title={`${amount} ${balance.symbol}, ${share}. Show the transfers`}
                  onClick={() =>
                    showRows({
                      title: `${methodNames[result.method]}: ${balance.symbol} ${reasonName(reason, request.direction)}`,
                      framed: false,
                      trace: {
                        request,
                        method: result.method,
                        of: { kind: 'reason', asset: balance.asset, reason },
                      },
                    })
                  }
                >
                  {text}
                </button>
              </Fragment>
            ))}
          </p>
        );
      })}
      {!result.complete && (
        <p className="is-caution">Not searched completely: the limit of balances or rows was reached.</p>
      )}
    </section>
  );
}
