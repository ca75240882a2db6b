import { useState } from 'react';
import type { BundleEncryption, SealedBundle } from '#contract/bundles.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { countOf } from '../../../ui/format.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { duringWork, lastOf } from '../../../workspace/during-work.ts';
import { answersChanged, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { exhibits, originals, present, sealBundle } from '../queries.ts';
import { sumOf, useWordSearch } from '../use-word-search.ts';
import { SealedFacts } from './SealedFacts.tsx';
import { WordsOut } from './WordsOut.tsx';

type Lock = 'none' | 'passphrase' | 'recipients';
const locks: { id: Lock; label: string }[] = [
  { id: 'none', label: 'not encrypted' },
  { id: 'passphrase', label: 'passphrase' },
  { id: 'recipients', label: 'age recipients' },
];

/** A bundle that a stranger can check without this program, whole or with parts left out. */
export function SealDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="wide"
      title="Seal a bundle"
      description="A BagIt zip with the originals, the journal, exhibits, alerts and findings, and a text that says how to check it without Spyhop."
    >
      {open && <SealForm />}
    </Dialog>
  );
}

function SealForm() {
  const revision = useWorkspace((s) => s.revision);
  const items = useAnswer(`seal-exhibits-${revision}`, () => exhibits(false)).data ?? [];
  const files = useAnswer(`seal-originals-${revision}`, originals).data ?? [];
  const [lock, setLock] = useState<Lock>('none');
  const [secret, setSecret] = useState('');
  const [leftExhibits, setLeftExhibits] = useState<ReadonlySet<number>>(new Set());
  const [leftFiles, setLeftFiles] = useState<ReadonlySet<string>>(new Set());
  const search = useWordSearch();
  const [busy, setBusy] = useState(false);
  const [sealed, setSealed] = useState<SealedBundle | null>(null);
  const recipients = secret.split(/[\s,]+/).filter(Boolean);
  const encryption: BundleEncryption | null =
    lock === 'none' ? null : lock === 'passphrase' ? { passphrase: secret } : { recipients };
  const fault =
    lock === 'passphrase' && secret.length < 8
      ? 'A passphrase of eight characters at least is needed.'
      : lock === 'recipients' &&
          (recipients.length === 0 || recipients.some((one) => !one.startsWith('age1')))
        ? 'Recipients are age public keys that begin with age1.'
        : null;

  const seal = async () => {
    setBusy(true);
    await duringWork('Sealing a bundle', 'Cancelled. Nothing was written.', async (task) => {
      const singly = {
        originals: [...leftFiles],
        exhibits: [...leftExhibits],
        documents: [],
        actions: [],
        entries: [],
      };
      const { everything, words, found, chosen } = search;
      const request = {
        encryption,
        words,
        leaveOutFound: everything,
        leaveOut: everything ? singly : sumOf(found?.places ?? [], chosen, singly),
      };
      const { bundle, url } = await lastOf(sealBundle(request, task.signal), task);
      setSealed(bundle);
      await present({ ...bundle, url });
      answersChanged();
      return `${bundle.fileName}, SHA-256 ${bundle.sha256.slice(0, 12)}…`;
    });
    setBusy(false);
  };

  if (sealed) return <SealedFacts sealed={sealed} />;
  return (
    <div className="custody-dialog">
      <div className="field">
        <span>Encryption (age)</span>
        <Segments label="Encryption" value={lock} options={locks} onChange={setLock} />
      </div>
      {lock !== 'none' && (
        <Field
          label={lock === 'passphrase' ? 'Passphrase' : 'Recipients'}
          help={
            fault ?? (lock === 'passphrase' ? 'It is kept nowhere.' : 'One or more, separated by spaces.')
          }
        >
          {(id, helpId) => (
            <input
              id={id}
              aria-describedby={helpId}
              className="input"
              type={lock === 'passphrase' ? 'password' : 'text'}
              autoComplete="new-password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Field>
      )}
      <Leave
        title="Exhibits to leave out"
        options={items.map(({ exhibit, title }) => ({ key: exhibit, text: `${exhibit}. ${title}` }))}
        left={leftExhibits}
        onChange={setLeftExhibits}
      />
      <Leave
        title="Originals to leave out, with the alerts and exhibits that rest on them"
        options={files.map(({ sha256, name }) => ({ key: sha256, text: name }))}
        left={leftFiles}
        onChange={setLeftFiles}
      />
      <WordsOut search={search} />
      <Button
        variant="primary"
        disabled={busy || search.searching || fault !== null}
        onClick={() => void seal()}
      >
        {busy ? 'Sealing' : 'Seal the bundle'}
      </Button>
    </div>
  );
}

function Leave<K extends string | number>({
  title,
  options,
  left,
  onChange,
}: {
  readonly title: string;
  readonly options: readonly { key: K; text: string }[];
  readonly left: ReadonlySet<K>;
  readonly onChange: (left: ReadonlySet<K>) => void;
}) {
  if (options.length === 0) return null;
  return (
    <details className="custody-leave">
      <summary>
        {title} <span className="muted">{left.size === 0 ? 'none' : countOf(left.size, 'item')}</span>
      </summary>
      <ul>
        {options.map(({ key, text }) => (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                checked={left.has(key)}
                onChange={(event) => {
                  const next = new Set(left);
                  if (event.target.checked) next.add(key);
                  else next.delete(key);
                  onChange(next);
                }}
              />{' '}
              {text}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
