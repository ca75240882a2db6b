import { useState } from 'react';
import type { CaseSummary } from '#contract/cases.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { caseChanged, notify, reportProblem } from '../../../workspace/store.ts';
import { archiveCase, duplicateCase } from '../queries.ts';

/** Archive, take up again, copy. */
export function CaseActs({ summary }: { readonly summary: CaseSummary }) {
  const [copying, setCopying] = useState(false);
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const archive = () =>
    archiveCase(!summary.archived).then((next) => {
      caseChanged(next);
      notify(
        next.archived
          ? 'The case is archived: it can be looked at and not changed.'
          : 'The case is taken up again.',
      );
    }, reportProblem);
  const copy = async () => {
    setBusy(true);
    try {
      const { dir } = await duplicateCase(title.trim().replace(/[\\/]+/g, '-'), title.trim());
      notify(`The case was copied to ${dir}. The open one stays open.`);
      setCopying(false);
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="work-buttons">
      <Button onClick={() => void archive()}>
        {summary.archived ? 'Take the case up again' : 'Archive the case'}
      </Button>
      <Button
        onClick={() => {
          setTitle(`${summary.title} copy`);
          setCopying(true);
        }}
      >
        Duplicate it
      </Button>
      <Dialog
        open={copying}
        onClose={() => setCopying(false)}
        title="Duplicate the case"
        description="A copy with everything in it, in a folder of its own among your cases. Its journal goes on from here."
        footer={
          <>
            <Button onClick={() => setCopying(false)}>Close</Button>
            <Button variant="primary" disabled={busy || title.trim() === ''} onClick={() => void copy()}>
              {busy ? 'Copying' : 'Duplicate'}
            </Button>
          </>
        }
      >
        <TextField label="Title of the copy" value={title} onChange={setTitle} />
      </Dialog>
    </span>
  );
}
