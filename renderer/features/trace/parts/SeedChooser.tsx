import { useEffect, useMemo } from 'react';
import type { TransferPage } from '#contract/graph.ts';
import { formatAmount, formatTime, shortenAddress } from '../../../ui/format.ts';
import { ErrorState } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { traceFrom, useWorkspace } from '../../../workspace/store.ts';
import type { TraceSeed } from '../../../workspace/trace-seed.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { accountDetail, transfers } from '../queries.ts';
import { InstantField } from './InstantField.tsx';

const listed = 200;

/** Which asset of an address, and its balance at which instant or which of its transfers. */
export function SeedChooser({ seed }: { readonly seed: Extract<TraceSeed, { chain: string }> }) {
  const { chain, address, asset, direction = 'forward' } = seed;
  const revision = useWorkspace((s) => s.revision);
  const frame = useWorkspace((s) => s.frame);
  const detail = useAnswer(`trace-account-${chain}-${address}-${revision}`, (signal) =>
    accountDetail(chain, address, signal),
  );
  const rows = useAnswer<TransferPage>(
    asset === null ? null : `trace-rows-${chain}-${address}-${asset}-${direction}-${revision}`,
    (signal) =>
      transfers(
        {
          chain,
          address,
          asset,
          direction: direction === 'forward' ? 'out' : 'in',
          success: null,
          limit: listed,
        },
        signal,
      ),
  );
  const positions = useMemo(
    () => (detail.data?.positions ?? []).filter(({ balance }) => balance !== null),
    [detail.data],
  );
  const first = positions[0]?.asset ?? null;
  const seen = detail.data?.account;
  const at = frame?.to ?? (direction === 'forward' ? (seen?.firstSeen ?? null) : null);
  useEffect(() => {
    if (asset === null && first !== null) traceFrom({ ...seed, asset: first, at });
  }, [asset, first, at, seed]);

  if (detail.error) return <ErrorState message={messageOf(detail.error)} onRetry={detail.retry} />;
  if (detail.data && first === null)
    return (
      <p className="trace-running">
        No amount of what this address moved is known: no file states the decimals of its assets.
      </p>
    );
  return (
    <div className="trace-rules">
      <label className="inline-field">
        Asset
        <select
          className="input"
          value={asset ?? ''}
          onChange={(event) => traceFrom({ ...seed, asset: event.target.value, at })}
        >
          {positions.map((position) => (
            <option key={position.asset} value={position.asset}>
              {shortenAddress(position.symbol ?? position.asset)}
            </option>
          ))}
        </select>
      </label>
      <InstantField
        label="Balance at"
        value={seed.at ?? null}
        empty="after the last row"
        onChange={(next) => traceFrom({ ...seed, at: next })}
      />
      <label className="inline-field">
        or one transfer
        <select
          className="input trace-rows"
          value=""
          onChange={(event) => {
            const row = rows.data?.rows[Number(event.target.value)];
            if (row) traceFrom({ direction, file: row.file, line: row.line });
          }}
        >
          <option value="">
            {rows.data
              ? rows.data.total > listed
                ? `the first ${listed} of ${rows.data.total.toLocaleString('en-US')}`
                : `${rows.data.total} ${direction === 'forward' ? 'sent' : 'received'}`
              : 'reading'}
          </option>
          {rows.data?.rows.map((row, index) => (
            <option key={`${row.file}:${row.line}`} value={index}>
              {formatTime(row.time)} · {formatAmount(row.amount)} {row.symbol} ·{' '}
              {shortenAddress((direction === 'forward' ? row.to : row.from) ?? 'none')}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
