import { useState } from 'react';
import type { Acquisition, Original } from '#contract/custody.ts';
import { Button } from '../../../ui/Button.tsx';
import { Copy } from '../../../ui/Copy.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { countOf, formatBytes } from '../../../ui/format.ts';
import { ErrorState, Skeleton } from '../../../ui/states.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { Time } from '../../../ui/Time.tsx';
import { messageOf } from '../../../workspace/messages.ts';
import { answersChanged, reportProblem, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { originals, stateAcquisition } from '../queries.ts';
import { TextArea } from './TextArea.tsx';

/** Every original with its hash, when and by whom it came, and what its acquirer states of it. */
export function Originals() {
  const revision = useWorkspace((s) => s.revision);
  const answer = useAnswer(`originals-${revision}`, originals);
  const [stating, setStating] = useState<Original | null>(null);
  if (answer.error && !answer.data)
    return <ErrorState message={messageOf(answer.error)} onRetry={answer.retry} />;
  if (!answer.data) return <Skeleton lines={6} />;
  return (
    <section aria-label="Originals">
      <h2>
        Originals <span className="muted">{countOf(answer.data.length, 'file')}, kept read-only by hash</span>
      </h2>
      <div className="custody-scroll">
        <table className="custody-table">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">SHA-256</th>
              <th scope="col" className="end">
                Size
              </th>
              <th scope="col">Imported (UTC)</th>
              <th scope="col">By</th>
              <th scope="col">Source</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.data.map((original) => (
              <tr key={original.sha256}>
                <td className="break">
                  {original.name}
                  {!original.present && <span className="is-caution"> missing</span>}
                </td>
                <td className="mono">
                  {original.sha256.slice(0, 12)}… <Copy text={original.sha256} label="Copy the hash" />
                </td>
                <td className="end">{formatBytes(original.bytes)}</td>
                <td>
                  <Time at={original.importedAt} />
                </td>
                <td>{original.importedBy || 'unnamed'}</td>
                <td className="break">
                  {original.acquisition.source || <span className="muted">not stated</span>}
                </td>
                <td>
                  <Button variant="quiet" onClick={() => setStating(original)}>
                    State the source
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {stating && <SourceDialog original={stating} onClose={() => setStating(null)} />}
    </section>
  );
}

function SourceDialog({ original, onClose }: { readonly original: Original; readonly onClose: () => void }) {
  const [stated, setStated] = useState<Acquisition>(original.acquisition);
  const change = (part: Partial<Acquisition>) => setStated((s) => ({ ...s, ...part }));
  const save = () =>
    stateAcquisition(original.sha256, stated).then(() => {
      answersChanged();
      onClose();
    }, reportProblem);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Where ${original.name} comes from`}
      description="What you state is recorded with your name; earlier statements stay in the journal."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" onClick={() => void save()}>
            Record it
          </Button>
        </>
      }
    >
      <div className="custody-dialog">
        <TextField
          label="Source"
          help="For instance the explorer and the address, the exchange and its reference."
          value={stated.source}
          onChange={(next) => change({ source: next })}
        />
        <TextField
          label="Acquired by"
          value={stated.acquiredBy}
          onChange={(next) => change({ acquiredBy: next })}
        />
        <TextField
          label="Acquired on (UTC)"
          type="date"
          value={stated.acquiredAt?.slice(0, 10) ?? ''}
          onChange={(next) => change({ acquiredAt: next === '' ? null : `${next}T00:00:00Z` })}
        />
        <TextArea
          label="Note"
          rows={4}
          value={stated.note}
          onChange={(note) => change({ note })}
          onLeave={() => undefined}
        />
      </div>
    </Dialog>
  );
}
