import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { formatDay } from '../ui/format.ts';
import { Mark } from '../ui/Mark.tsx';
import { createCaseAt, openCaseAt, openDemo } from '../workspace/case-actions.ts';
import { chooseAndRead, chooseFile } from '../workspace/choose-file.ts';
import { appInfo, recentCases, shellHost } from '../workspace/queries.ts';
import { handOverPaths, useWorkspace } from '../workspace/store.ts';
import { useAnswer } from '../workspace/use-answer.ts';
import { RestoreDialog, useRestore } from './RestoreDialog.tsx';

/** The first minute: drop files, or open a case that is there. */
export function Welcome() {
  const info = useAnswer('info', appInfo).data;
  const recent = useAnswer('recent', recentCases).data ?? [];
  const waiting = useWorkspace((s) => s.droppedPaths);
  const [opening, setOpening] = useState(false);
  const during = async (work: Promise<boolean>) => {
    setOpening(true);
    await work;
    setOpening(false);
  };

  if (waiting) return <NameCase files={waiting.length} />;
  return (
    <main className="welcome" aria-busy={opening}>
      <div className="welcome-inner">
        <header className="welcome-head">
          <Mark size={34} />
          <div>
            <h1>Spyhop</h1>
            <p className="muted">
              Large holders and market abuse, from the files you have. Nothing leaves this machine.
            </p>
          </div>
        </header>
        <button type="button" className="welcome-drop" onClick={() => void chooseAndRead(false)}>
          <FileUp size={26} strokeWidth={1.4} aria-hidden="true" />
          <span className="welcome-drop-title">Drop files or folders here, or choose them</span>
          <span className="welcome-drop-text">
            A new case is made for them. Originals are kept unchanged.
          </span>
        </button>
        <ul className="welcome-kinds">
          <li>Explorer exports and node data: Etherscan-style CSV, ethereum-etl JSON and CSV, Parquet.</li>
          <li>Exchange trades, prices, and lists of labels or sanctions.</li>
          <li>Any other table after you say once what its columns mean. Zip and gzip are opened.</li>
        </ul>
        <div className="welcome-actions">
          {info?.demoCase && (
            <Button variant="primary" disabled={opening} onClick={() => void during(openDemo())}>
              Open the demo case
            </Button>
          )}
          <Button onClick={() => useRestore.setState({ open: true })}>Restore a bundle</Button>
          {shellHost() === 'desktop' && (
            <>
              <Button onClick={() => void chooseAndRead(true)}>Choose a folder of files</Button>
              <Button
                onClick={() =>
                  void chooseFile('Choose a case folder', (dir) => during(openCaseAt(dir)), true)
                }
              >
                Open a case folder
              </Button>
            </>
          )}
        </div>
        <RestoreDialog />
        {recent.length > 0 && (
          <section className="welcome-recent">
            <h2>Recent cases</h2>
            <ul>
              {recent.slice(0, 6).map((c) => (
                <li key={c.dir}>
                  <button
                    type="button"
                    disabled={!c.exists || opening}
                    onClick={() => void during(openCaseAt(c.dir))}
                  >
                    <span className="recent-title">{c.title}</span>
                    <span className="recent-dir mono">
                      {c.exists ? c.dir : `${c.dir} is no longer there`}
                    </span>
                    <span className="recent-date">{formatDay(c.openedAt)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}

function NameCase({ files }: { readonly files: number }) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setName(`case-${new Date().toISOString().slice(0, 10)}`);
    field.current?.focus();
  }, []);
  const make = async () => {
    setBusy(true);
    await createCaseAt(name.trim());
    setBusy(false);
  };
  return (
    <main className="welcome">
      <form
        className="welcome-inner name-case"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <h1>Name the new case</h1>
        <p className="muted">
          {files === 1 ? 'One dropped item waits' : `${files} dropped items wait`} to be read into it.
          Everything the case holds stays in one folder.
        </p>
        <Field
          label="Name"
          help="Kept in the Spyhop folder of your home directory; a full path keeps it elsewhere."
        >
          {(id, help) => (
            <input
              ref={field}
              id={id}
              aria-describedby={help}
              className="input"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="welcome-actions">
          <Button variant="primary" type="submit" disabled={busy || !name.trim()}>
            Make the case
          </Button>
          <Button onClick={() => handOverPaths(null)}>Cancel</Button>
        </div>
      </form>
    </main>
  );
}
