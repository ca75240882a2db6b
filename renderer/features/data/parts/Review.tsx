import { useEffect, useMemo } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { countOf, formatBytes } from '../../../ui/format.ts';
import { EmptyState, ErrorState, Skeleton } from '../../../ui/states.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { select, setWholePage } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { requestFor, runImport, willImport } from '../import-actions.ts';
import { type FilePreview, forgetPreview, previewFiles } from '../queries.ts';
import { choose, type FileChoice, resetImport, useImport } from '../store.ts';
import { FileReview } from './FileReview.tsx';

const leave = () => {
  forgetPreview();
  resetImport();
};

/** Before anything is imported: every file, how it will be read, and what can be changed. */
export function Review() {
  const paths = useImport((s) => s.paths);
  const choices = useImport((s) => s.choices);
  const shownPath = useImport((s) => s.shown);
  const answer = useAnswer(`preview-${paths.join('\n')}`, () => previewFiles(paths));
  const files = answer.data?.files ?? [];
  const skipped = answer.data?.skipped ?? [];
  const shown =
    files.find((f) => f.path === shownPath) ?? files.find((f) => f.status === 'unknown') ?? files[0];
  const request = useMemo(() => requestFor(files, choices), [files, choices]);
  const waiting = files.filter(
    (f) => f.status === 'unknown' && !choices[f.path]?.skip && !willImport(f, choices[f.path]),
  ).length;

  useEffect(() => {
    if (shown && shown.path !== shownPath) useImport.setState({ shown: shown.path });
  }, [shown, shownPath]);

  useEffect(() => {
    select(null);
    setWholePage(true);
    return () => setWholePage(false);
  }, []);

  return (
    <div className="review">
      <header className="page-head">
        <h1>Before import</h1>
        <span className="muted">
          {answer.data
            ? `${countOf(files.length, 'file')} found`
            : `Looking into ${countOf(paths.length, 'item')}`}
        </span>
        <span className="page-tools">
          {waiting > 0 && (
            <span className="is-caution">{countOf(waiting, 'file needs', 'files need')} a mapping</span>
          )}
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" disabled={request.length === 0} onClick={() => void runImport(request)}>
            Import {countOf(request.length, 'file')}
          </Button>
        </span>
      </header>
      {answer.error ? <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} /> : null}
      {!answer.data && !answer.error && <Skeleton lines={8} label="Reading the first rows" />}
      {answer.data && files.length === 0 && (
        <EmptyState title="Nothing that can be read" actions={<Button onClick={leave}>Back</Button>}>
          {skipped.length > 0
            ? skipped.map((s) => `${s.path}: ${s.reason}`).join(' ')
            : 'The folder or archive holds no files.'}
        </EmptyState>
      )}
      {files.length > 0 && (
        <div className="review-split">
          <FileList files={files} choices={choices} shown={shown?.path ?? null} skipped={skipped} />
          {shown && <FileReview key={shown.path} file={shown} choice={choices[shown.path]} />}
        </div>
      )}
    </div>
  );
}

function stateOf(file: FilePreview, choice: FileChoice | undefined): { text: string; caution: boolean } {
  if (choice?.mapping) return { text: `mapping ${choice.mapping.name}`, caution: false };
  if (choice?.format) return { text: choice.format, caution: false };
  switch (file.status) {
    case 'ready':
      return { text: file.formatLabel ?? 'recognised', caution: false };
    case 'unknown':
      return { text: 'needs a mapping', caution: true };
    case 'already-imported':
      return { text: 'already in this case', caution: false };
    case 'unreadable':
      return { text: 'unreadable', caution: true };
    case 'skipped':
      return { text: 'skipped', caution: false };
  }
}

function FileList({
  files,
  choices,
  shown,
  skipped,
}: {
  readonly files: readonly FilePreview[];
  readonly choices: Readonly<Record<string, FileChoice>>;
  readonly shown: string | null;
  readonly skipped: readonly { path: string; reason: string }[];
}) {
  return (
    <div className="review-files">
      <ul aria-label="Files found">
        {files.map((file) => {
          const choice = choices[file.path];
          const state = stateOf(file, choice);
          const possible = file.status === 'ready' || file.status === 'unknown';
          return (
            <li key={file.path} className={cx('review-file', file.path === shown && 'is-on')}>
              <input
                type="checkbox"
                aria-label={`Import ${file.name}`}
                disabled={!possible}
                checked={possible && !choice?.skip}
                onChange={(event) =>
                  useImport.setState((s) => choose(s, file.path, { skip: !event.target.checked }))
                }
              />
              <button
                type="button"
                aria-current={file.path === shown ? 'true' : undefined}
                onClick={() => useImport.setState({ shown: file.path })}
                title={file.path}
              >
                <span className="review-name">{file.name}</span>
                <span className={cx('review-state', state.caution && 'is-caution')}>
                  {state.text}
                  <span className="muted"> · {formatBytes(file.bytes)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {skipped.length > 0 && (
        <details className="review-skipped">
          <summary>{countOf(skipped.length, 'item')} not read</summary>
          <ul>
            {skipped.map((s) => (
              <li key={s.path}>
                <span className="mono break">{s.path}</span>
                <span className="muted"> {s.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
