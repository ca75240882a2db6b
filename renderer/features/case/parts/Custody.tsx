import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { countOf } from '../../../ui/format.ts';
import { Outcome } from '../../../ui/Outcome.tsx';
import { verificationHeadline } from '../../../workspace/verification.ts';
import { reproduce, useChecks, verify } from '../run-check.ts';
import { Members } from './Members.tsx';
import { Originals } from './Originals.tsx';
import { Running } from './Running.tsx';
import { SealDialog } from './SealDialog.tsx';
import { TimeStampDialog } from './TimeStampDialog.tsx';

/** Where everything comes from, who may do what, whether it all holds, and how it leaves sealed. */
export function Custody() {
  const [sealing, setSealing] = useState(false);
  const [stamping, setStamping] = useState(false);
  const running = useChecks((s) => s.running);
  const progress = useChecks((s) => s.progress);
  return (
    <div className="custody">
      <section aria-label="Checks">
        <h2>Does it hold?</h2>
        <p className="muted">
          Verify checks the journal's chain, the hash of every original and exhibit, the tables against the
          originals, and what was written. Reproduce makes the case again from its originals and compares.
        </p>
        <span className="work-buttons">
          <Button variant="primary" disabled={running !== null} onClick={() => void verify()}>
            Verify the case
          </Button>
          <Button disabled={running !== null} onClick={() => void reproduce()}>
            Reproduce it
          </Button>
          <Button onClick={() => setSealing(true)}>Seal a bundle</Button>
          <Button onClick={() => setStamping(true)}>Time-stamps</Button>
        </span>
        {running && <Running progress={progress} />}
        <VerificationResult />
        <ReproductionResult />
      </section>
      <Members />
      <Originals />
      <SealDialog open={sealing} onClose={() => setSealing(false)} />
      <TimeStampDialog open={stamping} onClose={() => setStamping(false)} />
    </div>
  );
}

function VerificationResult() {
  const verification = useChecks((s) => s.verification);
  if (!verification) return null;
  const { holds, problems, checked, journal, remarks } = verification;
  return (
    <Outcome
      good={holds}
      headline={verificationHeadline(verification)}
      items={problems.map(({ step, file, reason }) => ({ what: file, reason, note: step }))}
      remarks={remarks}
    >
      {countOf(checked.entries, 'journal entry', 'journal entries')}, {countOf(checked.originals, 'original')}
      , {countOf(checked.frozen, 'frozen part')}, {countOf(checked.datasets, 'dataset')} with{' '}
      {countOf(checked.rows, 'row')} checked. Last entry{' '}
      <span className="mono">{journal.last.slice(0, 16)}…</span>
    </Outcome>
  );
}

function ReproductionResult() {
  const found = useChecks((s) => s.reproduction);
  if (!found) return null;
  const { identical, versions, datasets, alerts, documents, differences, remarks } = found;
  return (
    <Outcome
      good={identical}
      headline={identical ? 'Identical.' : `${countOf(differences.length, 'difference')}.`}
      items={differences}
      remarks={remarks}
    >
      {countOf(datasets.compared, 'dataset')} with {countOf(datasets.rows, 'row')}, {alerts.reproduced} of{' '}
      {countOf(alerts.recorded, 'alert')}, {countOf(documents, 'document')} compared; made with{' '}
      {versions.present}
      {versions.recorded !== null &&
        versions.recorded !== versions.present &&
        `, recorded with ${versions.recorded}`}
      .
    </Outcome>
  );
}
