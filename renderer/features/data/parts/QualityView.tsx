import { type ReactNode, useMemo } from 'react';
import type { Dataset, Quality } from '#contract/datasets.ts';
import { activityOption, filledBuckets } from '../../../charts/activity.ts';
import { ChartView } from '../../../charts/ChartView.tsx';
import { Address } from '../../../ui/Address.tsx';
import {
  countOf,
  formatCount,
  formatDay,
  formatDuration,
  formatShare,
  formatTime,
  shortenAddress,
  shownOf,
} from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { select, showRows, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { quality } from '../queries.ts';

const listed = 6;
const namesAssets: ReadonlySet<string> = new Set(['transfer', 'trade', 'dex-trade']);

/** What a dataset covers and what it lacks; every count opens its rows. */
export function QualityView({ dataset }: { readonly dataset: Dataset }) {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`quality-${dataset.id}-${revision}`, (signal) => quality(dataset.id, signal));
  if (answer.error) return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={7} label="Reading the quality of the dataset" />;
  return <Report quality={answer.data} />;
}

function Report({ quality: q }: { readonly quality: Quality }) {
  const buckets = useMemo(
    () =>
      filledBuckets(
        q.histogram.map((b) => ({ at: b.at, transfers: b.rows })),
        q.bucketSeconds,
      ),
    [q],
  );
  const option = useMemo(() => () => activityOption(buckets), [buckets]);
  const rowsOf = (title: string, more: Parameters<typeof showRows>[0]) =>
    showRows({ ...more, title: `${title} in ${q.dataset.name}`, file: q.dataset.sha256, framed: false });
  const isTransfers = q.dataset.target === 'transfer';
  return (
    <div className="quality">
      <section className="quality-wide">
        <h3>
          Rows over time
          {q.dataset.coverage.from && q.dataset.coverage.to && (
            <span className="muted">
              {' '}
              {formatTime(q.dataset.coverage.from)} to {formatTime(q.dataset.coverage.to)} UTC
              {q.bucketSeconds > 0 && `, ${formatDuration(q.bucketSeconds)} a bar`}
            </span>
          )}
        </h3>
        <div className="quality-chart">
          {buckets.length > 0 ? (
            <ChartView option={option} label="Rows over time" />
          ) : (
            <p className="muted">The rows carry no times.</p>
          )}
        </div>
      </section>
      <Block
        title="Holes"
        count={q.gaps.length}
        none="No hole: every row is followed by another within the usual distance."
      >
        {q.gaps.slice(0, listed).map((gap) => (
          <li key={gap.from} title={gap.message}>
            <span className="time ellipsis">from {formatTime(gap.from)}</span>
            <span className="end">{formatDuration(gap.seconds)}</span>
          </li>
        ))}
        <More shown={listed} total={q.gaps.length} one="hole" />
      </Block>
      <Block title="Empty values" count={q.missing.length} none="Every column is filled in every row.">
        {q.missing.slice(0, listed).map((m) => (
          <li key={m.column}>
            <span className="mono ellipsis">{m.column}</span>
            <span className="end">
              {countOf(m.rows, 'row')} · {formatShare(m.share)}
            </span>
          </li>
        ))}
        <More shown={listed} total={q.missing.length} one="column" />
      </Block>
      <Block title="Rows to know about">
        <li>
          <span>Accepted rows</span>
          <Count
            value={q.dataset.accepted}
            onOpen={isTransfers ? () => rowsOf('Rows', { title: '', framed: false }) : undefined}
          />
        </li>
        <li>
          <span>Failed transactions</span>
          <Count
            value={q.failedTransactions}
            onOpen={
              isTransfers
                ? () => rowsOf('Failed transactions', { title: '', success: false, framed: false })
                : undefined
            }
          />
        </li>
        <li>
          <span>Rows without a time</span>
          <Count value={q.withoutTime} />
        </li>
      </Block>
      {namesAssets.has(q.dataset.target) && (
        <>
          <Assets
            title="Assets without a price"
            none="Every asset has a price."
            assets={q.unpricedAssets}
            rowsOf={rowsOf}
          />
          <Assets
            title="Assets with unknown decimals"
            none="The decimals of every asset are known."
            assets={q.unknownDecimals}
            rowsOf={rowsOf}
          />
        </>
      )}
      <Block
        title="Covered addresses"
        count={q.coverageTotal}
        none="The rows name no single address they were exported for."
      >
        {q.coverage.slice(0, listed).map((c) => (
          <li key={`${c.chain}${c.address}`}>
            {c.address ? (
              <Address
                address={c.address}
                chain={c.chain}
                onSelect={() => c.address && select({ kind: 'address', chain: c.chain, address: c.address })}
              />
            ) : (
              <span>All of {c.chain}</span>
            )}
            <span className="end" title={`${formatTime(c.from)} to ${formatTime(c.to)} UTC`}>
              {formatCount(c.rows)} · {formatDay(c.from)} – {formatDay(c.to)}
            </span>
          </li>
        ))}
        <More
          shown={Math.min(listed, q.coverage.length)}
          total={q.coverageTotal}
          one="address"
          many="addresses"
        />
      </Block>
    </div>
  );
}

function Assets({
  title,
  none,
  assets,
  rowsOf,
}: {
  readonly title: string;
  readonly none: string;
  readonly assets: Quality['unpricedAssets'];
  readonly rowsOf: (title: string, more: Parameters<typeof showRows>[0] & object) => void;
}) {
  return (
    <Block title={title} count={assets.length} none={none}>
      {assets.slice(0, listed).map((a) => (
        <li key={a.asset}>
          <span className="ellipsis" title={a.asset}>
            {a.symbol ?? 'no symbol'} <span className="mono muted">{shortenAddress(a.asset)}</span>
          </span>
          <Count
            value={a.rows}
            onOpen={() =>
              rowsOf(`Rows of ${a.symbol ?? a.asset}`, { title: '', asset: a.asset, framed: false })
            }
          />
        </li>
      ))}
      <More shown={listed} total={assets.length} one="asset" />
    </Block>
  );
}

function Block({
  title,
  count,
  none,
  children,
}: {
  readonly title: string;
  readonly count?: number;
  readonly none?: string;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h3>
        {title}
        {count !== undefined && count > 0 && <span className="muted"> {formatCount(count)}</span>}
      </h3>
      {count === 0 ? <p className="muted">{none}</p> : <ul className="fact-list">{children}</ul>}
    </section>
  );
}

function More({
  shown,
  total,
  one,
  many,
}: {
  readonly shown: number;
  readonly total: number;
  readonly one: string;
  readonly many?: string;
}) {
  if (total <= shown) return null;
  return <li className="muted">{shownOf(shown, total, one, many)} shown</li>;
}

function Count({ value, onOpen }: { readonly value: number; readonly onOpen?: (() => void) | undefined }) {
  if (!onOpen || value === 0)
    return <span className={value === 0 ? 'end is-nil' : 'end'}>{formatCount(value)}</span>;
  return (
    <button type="button" className="number-link end" onClick={onOpen}>
      {formatCount(value)}
    </button>
  );
}
