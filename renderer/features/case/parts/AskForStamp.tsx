import { useState } from 'react';
import type { StampSubject } from '#contract/time-stamps.ts';
import { Button } from '../../../ui/Button.tsx';
import { Copy } from '../../../ui/Copy.tsx';
import { formatTime } from '../../../ui/format.ts';
import { Outcome } from '../../../ui/Outcome.tsx';
import { PathField } from '../../../ui/PathField.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { chooseFile } from '../../../workspace/choose-file.ts';
import { messageOf } from '../../../workspace/messages.ts';
import { answersChanged, useWorkspace } from '../../../workspace/store.ts';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { present, requestStamp, stampSubjects } from '../queries.ts';

const OTHER = 'other';
const keyOf = ({ kind, path }: StampSubject): string => path ?? kind;

const lineOf = ({ kind, name, at }: StampSubject): string =>
  kind === 'journal'
    ? `The ${name}`
    : `${kind[0]?.toUpperCase()}${kind.slice(1)} ${name}${at === null ? '' : `, written ${formatTime(at)} UTC`}`;

/** Writes the request that an authority is sent. */
export function AskForStamp() {
  const revision = useWorkspace((s) => s.revision);
  const subjects = useAnswer(`stamp-subjects-${revision}`, stampSubjects).data ?? [];
  const [chosen, setChosen] = useState('journal');
  const [other, setOther] = useState('');
  const [busy, setBusy] = useState(false);
  const [written, setWritten] = useState<{ path: string; sha256: string } | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const write = async () => {
    setBusy(true);
    setFault(null);
    setWritten(null);
    try {
      const request = await requestStamp(
        chosen === 'journal'
          ? { kind: 'journal' }
          : { kind: 'file', path: chosen === OTHER ? other : chosen },
      );
      setWritten(request);
      await present({ ...request, fileName: request.path.split(/[\\/]/).at(-1) ?? request.path });
      answersChanged();
    } catch (error) {
      setFault(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const send = written
    ? `curl -H 'Content-Type: application/timestamp-query' --data-binary @'${written.path}' -o answer.tsr ADDRESS`
    : '';
  return (
    <section aria-label="Ask for a time-stamp">
      <h3>Ask</h3>
      <SelectField
        label="What is to be stamped"
        help="The journal is stamped by the hash of its last entry, which stands for every entry before it."
        value={chosen}
        options={[
          ...subjects.map((subject) => [keyOf(subject), lineOf(subject)] as const),
          [OTHER, 'Another file'],
        ]}
        onChange={setChosen}
      />
      {chosen === OTHER && (
        <PathField
          label="File to be stamped"
          value={other}
          onChange={setOther}
          onChoose={() => void chooseFile('Choose the file to be stamped', setOther)}
        />
      )}
      <Button disabled={busy || (chosen === OTHER && other === '')} onClick={() => void write()}>
        Write the request
      </Button>
      {fault !== null && <Outcome good={false} headline={fault} />}
      {written && (
        <Outcome
          good
          headline="The request is written."
          actions={
            <>
              <p className="mono">{written.path}</p>
              <p>
                Send it to a time-stamping authority with any tool, and check its answer below:{' '}
                <span className="mono">{send}</span> <Copy text={send} label="Copy the command" />
              </p>
            </>
          }
        />
      )}
    </section>
  );
}
