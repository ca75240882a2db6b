import { useState } from 'react';
import type { CaseTimeStampCheck } from '#contract/time-stamps.ts';
import { Button } from '../../../ui/Button.tsx';
import { Copy } from '../../../ui/Copy.tsx';
import { Outcome } from '../../../ui/Outcome.tsx';
import { PathField } from '../../../ui/PathField.tsx';
import { Time } from '../../../ui/Time.tsx';
import { chooseFile } from '../../../workspace/choose-file.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { answersChanged } from '../../../workspace/store.ts';
import { checkStamp, keepStamp } from '../queries.ts';

/** Checks an authority's answer offline, and keeps it in the case. */
export function CheckStamp() {
  const [response, setResponse] = useState('');
  const [authority, setAuthority] = useState('');
  const [path, setPath] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [check, setCheck] = useState<CaseTimeStampCheck | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [kept, setKept] = useState(false);

  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const forget = () => {
    setCheck(null);
    setKept(false);
    setFault(null);
  };
  /** What is found of an answer counts until one of its files is another. */
  const takenBy = (title: string, set: (path: string) => void) => {
    const take = (chosen: string) => {
      set(chosen);
      forget();
    };
    return { onChange: take, onChoose: () => void chooseFile(title, take) };
  };
  const answer = { response, path: path === '' ? null : path };
  return (
    <section aria-label="Check an answer">
      <h3>Check the answer</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void during(async () => {
            forget();
            const found = await checkStamp({ ...answer, authority });
            setCheck(found);
            if (found.of === null) setPath((before) => before ?? '');
          });
        }}
      >
        <PathField
          label="Answer of the authority"
          help="The .tsr file that came back."
          value={response}
          {...takenBy('Choose the answer (.tsr)', setResponse)}
        />
        <PathField
          label="Certificates that you trust"
          help="A PEM file of the authority, got from it by a way that you trust."
          value={authority}
          {...takenBy('Choose the certificates (.pem)', setAuthority)}
        />
        {path !== null && (
          <PathField
            label="File that it is over"
            help="Only where the case does not know the file by its hash."
            value={path}
            {...takenBy('Choose the file that was stamped', setPath)}
          />
        )}
        <Button type="submit" disabled={busy || response === '' || authority === ''}>
          Check the answer
        </Button>
      </form>
      {fault !== null && <Outcome good={false} headline={fault} />}
      {check && (
        <Outcome
          good={check.holds}
          headline={check.holds ? 'The time-stamp holds.' : 'The time-stamp does not hold.'}
          remarks={check.problems}
          actions={
            <>
              <Stated check={check} />
              {check.holds &&
                (kept ? (
                  <p>Kept in the case.</p>
                ) : (
                  <Button
                    variant="primary"
                    disabled={busy}
                    onClick={() =>
                      void during(async () => {
                        await keepStamp(answer);
                        setKept(true);
                        answersChanged();
                      })
                    }
                  >
                    Keep it in the case
                  </Button>
                ))}
            </>
          }
        />
      )}
    </section>
  );
}

function Stated({ check }: { readonly check: CaseTimeStampCheck }) {
  const { at, signer, serial, policy, imprint, of } = check;
  return (
    <dl className="facts">
      <dt>Over</dt>
      <dd className="break">
        {of === null
          ? 'nothing that this case knows'
          : `${of.kind === 'journal' || of.kind === 'file' ? '' : `${of.kind} `}${of.name}${of.present ? '' : ' (not on the disk any more)'}`}
      </dd>
      <dt>Existed at</dt>
      <dd>
        <Time at={at} /> UTC
      </dd>
      <dt>Authority</dt>
      <dd className="break">{signer ?? 'not known'}</dd>
      <dt>Serial</dt>
      <dd className="mono break">{serial}</dd>
      <dt>Policy</dt>
      <dd className="mono">{policy}</dd>
      <dt>{imprint.hash.replace(/^sha/, 'SHA-')}</dt>
      <dd className="mono break">
        {imprint.hex} <Copy text={imprint.hex} label="Copy the hash" />
      </dd>
    </dl>
  );
}
