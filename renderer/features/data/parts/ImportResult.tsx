import { useMemo, useState } from 'react';
import type { FileResult } from '#contract/datasets.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { FileName } from '../../../ui/FileName.tsx';
import { countOf, formatCount, formatDuration } from '../../../ui/format.ts';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { type Column, Table } from '../../../ui/Table.tsx';
import { runCommand } from '../../../workspace/commands.ts';
import { cancelWork, select } from '../../../workspace/store.ts';
import { useArrayRows } from '../../../workspace/use-paged-rows.ts';
import { type ImportRun, totalsOf, useImport } from '../store.ts';

const states: Record<FileResult['status'], string> = {
  imported: 'imported',
  'already-imported': 'already in this case',
  failed: 'failed',
  cancelled: 'cancelled',
};

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const columns: readonly Column<FileResult>[] = [
  {
    id: 'name',
    title: 'File',
    width: 'minmax(200px, 2fr)',
    cell: (r) => <FileName name={nameOf(r.path)} title={r.path} />,
  },
  {
    id: 'status',
    title: 'Outcome',
    width: '140px',
    cell: (r) => (
      <span className={cx('ellipsis', r.status === 'failed' && 'is-problem')} title={r.error ?? undefined}>
        {states[r.status]}
      </span>
    ),
  },
  { id: 'rows', title: 'Rows', width: '80px', end: true, cell: (r) => formatCount(r.rows) },
  { id: 'accepted', title: 'Accepted', width: '80px', end: true, cell: (r) => formatCount(r.accepted) },
  {
    id: 'rejected',
    title: 'Rejected',
    width: '76px',
    end: true,
    cell: (r) => <span className={r.rejected > 0 ? 'is-caution' : 'is-nil'}>{formatCount(r.rejected)}</span>,
  },
  { id: 'duplicate', title: 'Duplicate', width: '76px', end: true, cell: (r) => formatCount(r.duplicate) },
  {
    id: 'warnings',
    title: 'To know',
    width: 'minmax(160px, 2fr)',
    cell: (r) => {
      const text = r.error ?? r.warnings.map((w) => w.message).join(' ');
      return (
        <span className={cx('ellipsis', r.error !== null && 'is-problem')} title={text}>
          {text}
        </span>
      );
    },
  },
];

const keyOf = (result: FileResult): string => result.path;
const back = () => useImport.setState({ stage: 'list' });

/** The account of an import while it runs and after. */
export function ImportResult({ run }: { readonly run: ImportRun }) {
  const totals = useMemo(() => totalsOf(run.results), [run.results]);
  const rows = useArrayRows(run.results);
  const [open, setOpen] = useState<FileResult | null>(null);
  const running = run.state === 'running';
  return (
    <div className="import-result">
      <header className="page-head">
        <h1>{running ? 'Importing' : 'Import'}</h1>
        <span className="muted">
          {countOf(run.results.length, 'file')} of {formatCount(run.files)} finished
        </span>
        <span className="page-tools">
          {running ? (
            <>
              <Button onClick={back}>Go on meanwhile</Button>
              <Button onClick={() => cancelWork(run.workId)}>Cancel</Button>
            </>
          ) : (
            <>
              <Button onClick={back}>Datasets</Button>
              {totals.accepted > 0 && (
                <Button variant="primary" onClick={() => runCommand('run-detectors')}>
                  Run the detectors
                </Button>
              )}
            </>
          )}
        </span>
      </header>
      {running && (
        <div className="import-progress">
          <ProgressBar fraction={run.fraction} label="Import" />
          <p className="work-line">
            <span className="ellipsis">{run.message}</span>
            <span className="muted">
              {run.rowsPerSecond ? `${formatCount(run.rowsPerSecond)} rows/s` : ''}
              {run.remainingSeconds !== null ? ` · ${formatDuration(run.remainingSeconds)} left` : ''}
            </span>
          </p>
        </div>
      )}
      {run.problem && (
        <p className={cx('import-problem', run.state === 'failed' && 'is-problem')} role="alert">
          {run.problem}
        </p>
      )}
      <dl className="totals">
        <Total name="Rows read" value={totals.rows} />
        <Total name="Accepted" value={totals.accepted} />
        <Total name="Rejected" value={totals.rejected} caution={totals.rejected > 0} />
        <Total name="Duplicate" value={totals.duplicate} />
        <Total name="Warnings" value={totals.warnings} caution={totals.warnings > 0} />
      </dl>
      <Table
        label="Imported files"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        activeKey={open?.path ?? null}
        onActivate={(result) => {
          setOpen(result);
          if (result.datasetId !== null) select({ kind: 'dataset', id: result.datasetId });
        }}
      />
      {open && open.rejects.length > 0 && (
        <section className="import-rejects">
          <h3>
            {countOf(open.rejected, 'rejected row')} of {nameOf(open.path)}
            <span className="muted">
              {' '}
              first {open.rejects.length}; all of them are listed and exported under the dataset
            </span>
          </h3>
          <ul>
            {open.rejects.slice(0, 20).map((r) => (
              <li key={`${r.line}${r.column}`}>
                <button
                  type="button"
                  className="number-link"
                  onClick={() => select({ kind: 'row', file: open.sha256, line: r.line })}
                >
                  line {r.line}
                </button>{' '}
                <span className="mono">{r.column}</span> <span className="mono muted">{r.value}</span>{' '}
                {r.reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Total({
  name,
  value,
  caution,
}: {
  readonly name: string;
  readonly value: number;
  readonly caution?: boolean;
}) {
  return (
    <div className={cx('total', caution && 'is-caution')}>
      <dt>{name}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}
