import { useMemo, useRef, useState } from 'react';
import type { AccountPage, AccountQuery, AccountRow } from '#contract/graph.ts';
import { Button } from '../../ui/Button.tsx';
import { shownOf } from '../../ui/format.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table, type TableHandle } from '../../ui/Table.tsx';
import { useHeldFrames } from '../../workspace/replay.ts';
import { goTo, openInGraph, select, useWorkspace } from '../../workspace/store.ts';
import { frameQuery } from '../../workspace/time-frame.ts';
import { useSettled } from '../../workspace/use-answer.ts';
import { useAsOf } from '../../workspace/use-known-span.ts';
import { usePagedRows } from '../../workspace/use-paged-rows.ts';
import { useTableKeys } from '../../workspace/use-table-keys.ts';
import './accounts.css';
import { accountColumns } from './parts/account-columns.tsx';
import { accountPage } from './queries.ts';
import { sortedBy, startAccounts, useAccounts } from './store.ts';

const keyOf = (row: AccountRow): string => `${row.chain}:${row.address}`;
const activate = (row: AccountRow): void =>
  select({ kind: 'address', chain: row.chain, address: row.address });
const open = (row: AccountRow): void =>
  openInGraph({ kind: 'address', chain: row.chain, address: row.address });

/** Every address the files name, with what the files say it moved. */
export function AccountsPage() {
  const text = useAccounts((s) => s.text);
  const chain = useAccounts((s) => s.chain);
  const sort = useAccounts((s) => s.sort);
  const descending = useAccounts((s) => s.descending);
  const frame = useWorkspace((s) => s.frame);
  const known = useAsOf();
  const revision = useWorkspace((s) => s.revision);
  const all = useWorkspace((s) => s.caseSummary?.counts.addresses ?? 0);
  const selection = useWorkspace((s) => s.selection);
  const [chains, setChains] = useState<readonly string[]>([]);
  const settled = useSettled(text.trim(), 150);
  const query = useMemo<Partial<AccountQuery>>(
    () => ({ text: settled, chain, sort, descending, ...frameQuery(frame), ...known }),
    [settled, chain, sort, descending, frame, known],
  );
  const rows = usePagedRows<AccountPage>(
    `accounts-${revision}-${JSON.stringify(query)}`,
    (offset, limit, signal) => accountPage({ ...query, offset, limit }, signal),
    (answer) => setChains(answer.chains),
  );
  useHeldFrames(rows.stale);
  const table = useRef<TableHandle>(null);
  useTableKeys(table);
  const narrowed = text !== '' || chain !== null || frame !== null || known.asOf !== null;
  return (
    <div className="accounts-page">
      <header className="page-head">
        <h1>Accounts</h1>
        <span className="muted">
          {rows.total === null
            ? ''
            : // how many come later is not known at an instant
              shownOf(rows.total, known.asOf === null ? all : rows.total, 'address', 'addresses')}
        </span>
      </header>
      <search className="accounts-bar">
        <SearchField
          value={text}
          onChange={(next) => useAccounts.setState({ text: next })}
          placeholder="Address or label"
          label="Search accounts"
        />
        {chains.length > 1 && (
          <label className="inline-field">
            Chain
            <select
              className="input"
              value={chain ?? ''}
              onChange={(event) => useAccounts.setState({ chain: event.target.value || null })}
            >
              <option value="">all {chains.length}</option>
              {chains.map((c) => (
                <option key={c} value={c}>
                  {c}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="muted accounts-note">
          Balance and flow are sums of the imported rows, not the state of a chain.
        </span>
      </search>
      <Table
        ref={table}
        label="Accounts"
        columns={accountColumns}
        rows={rows}
        rowKey={keyOf}
        rowHeight={42}
        activeKey={selection?.kind === 'address' ? `${selection.chain}:${selection.address}` : null}
        onActivate={activate}
        onOpen={open}
        sort={{ by: sort, descending }}
        onSort={(by) => useAccounts.setState((s) => sortedBy(s, by as AccountQuery['sort']))}
        empty={
          narrowed ? (
            <EmptyState
              title="No address matches"
              compact
              actions={
                text !== '' || chain !== null ? (
                  <Button onClick={() => useAccounts.setState(startAccounts)}>Clear the search</Button>
                ) : undefined
              }
            >
              {known.asOf
                ? 'Only addresses that a row had named by the instant of the timeline are listed.'
                : frame
                  ? 'The time span of the timeline applies here too.'
                  : 'An address can be given in full or by its first characters.'}
            </EmptyState>
          ) : (
            <EmptyState
              title="No addresses yet"
              actions={<Button onClick={() => goTo('data')}>Go to Data</Button>}
            >
              Drop transfers, trades or node data into this window. Every address they name is listed here.
            </EmptyState>
          )
        }
      />
    </div>
  );
}
