import { useState } from 'react';
import { create } from 'zustand';
import type { BundleKey, RestoredCase } from '#contract/bundles.ts';
import type { Verification } from '#contract/custody.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { countOf } from '../ui/format.ts';
import { Outcome } from '../ui/Outcome.tsx';
import { PathField } from '../ui/PathField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { openCaseAt } from '../workspace/case-actions.ts';
import { chooseFile } from '../workspace/choose-file.ts';
import { duringWork, lastOf } from '../workspace/during-work.ts';
import { restoreBundle, verifyBundle } from '../workspace/queries.ts';
import type { WorkHandle } from '../workspace/store.ts';
import { verificationHeadline } from '../workspace/verification.ts';

export const useRestore = create<{ readonly open: boolean }>(() => ({ open: false }));

/** Checks a bundle that someone else sealed, and makes a case of it. */
export function RestoreDialog() {
  const open = useRestore((s) => s.open);
  return (
    <Dialog
      open={open}
      onClose={() => useRestore.setState({ open: false })}
      title="Check or restore a bundle"
      description="A sealed bundle is checked first: nothing of it is used unless all of it holds."
    >
      {open && <RestoreForm />}
    </Dialog>
  );
}

const keyOf = (secret: string): BundleKey | null =>
  secret === '' ? null : secret.startsWith('AGE-SECRET-KEY-') ? { identity: secret } : { passphrase: secret };

const nameFrom = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/\.(zip|age)(\.age)?$/i, '').replace(/\.zip$/i, '');

function RestoreForm() {
  const [path, setPath] = useState('');
  const [secret, setSecret] = useState('');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<Verification | null>(null);
  const [restored, setRestored] = useState<RestoredCase | null>(null);

  const take = (chosen: string) => {
    setPath(chosen);
    setName(nameFrom(chosen));
    setChecked(null);
  };
  const during = async (title: string, work: (task: WorkHandle) => Promise<string>) => {
    setBusy(true);
    await duringWork(title, 'Cancelled. Nothing was changed.', work);
    setBusy(false);
  };
  const check = () =>
    during('Checking a bundle', async (task) => {
      const { verification } = await lastOf(verifyBundle(path, keyOf(secret), task.signal), task);
      setChecked(verification);
      return verificationHeadline(verification);
    });
  const restore = () =>
    during('Restoring a bundle', async (task) => {
      const { restored: made } = await lastOf(
        restoreBundle(path, name.trim(), keyOf(secret), task.signal),
        task,
      );
      setRestored(made);
      return made.dir;
    });

  return (
    <form
      className="restore-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (path !== '') void check();
      }}
    >
      <PathField
        label="Bundle"
        help="The path of a .zip or .zip.age file on this machine."
        value={path}
        onChange={take}
        onChoose={() => void chooseFile('Choose a sealed bundle', take)}
      />
      <TextField
        label="Passphrase or age identity"
        help="Only of an encrypted bundle."
        type="password"
        autoComplete="off"
        value={secret}
        onChange={setSecret}
      />
      <Button type="submit" variant={checked?.holds ? 'plain' : 'primary'} disabled={busy || path === ''}>
        Check the bundle
      </Button>
      {checked && (
        <Outcome
          good={checked.holds}
          headline={checked.holds ? 'Everything holds.' : 'The bundle does not hold.'}
          items={checked.problems.map(({ file, reason }) => ({ what: file, reason }))}
          remarks={checked.remarks}
        >
          {countOf(checked.checked.files, 'file')},{' '}
          {countOf(checked.journal.entries, 'journal entry', 'journal entries')},{' '}
          {countOf(checked.checked.originals, 'original')}.
        </Outcome>
      )}
      {checked?.holds && !restored && (
        <>
          <TextField label="Name of the new case" value={name} onChange={setName} />
          <Button variant="primary" disabled={busy || name.trim() === ''} onClick={() => void restore()}>
            {busy ? 'Restoring' : 'Restore it as a case'}
          </Button>
        </>
      )}
      {restored && (
        <Outcome
          good={restored.differences.length === 0}
          headline={`Restored in ${restored.dir}:`}
          items={restored.differences}
          actions={
            <Button
              variant="primary"
              onClick={() =>
                void openCaseAt(restored.dir).then((opened) => opened && useRestore.setState({ open: false }))
              }
            >
              Open it
            </Button>
          }
        >
          {countOf(restored.datasets, 'dataset')}, {restored.alerts.restored} of{' '}
          {countOf(restored.alerts.sealed, 'alert')}
          {restored.passedOver > 0 && `; ${countOf(restored.passedOver, 'dataset')} without an original`}.
        </Outcome>
      )}
    </form>
  );
}
