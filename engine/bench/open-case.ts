import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '#contract/cases.ts';
import { Replay } from '../cases/appliers.ts';
import { openCase } from '../cases/case-folder.ts';
import { headFileOf, headText } from '../cases/journal/head.ts';
import { lineOf } from '../cases/journal/line.ts';
import { readEntries } from '../cases/journal/scan.ts';
import { verifyCase } from '../cases/verify/verify-case.ts';
import { percentile } from './ask-meanwhile.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';

const ENTRIES = 200_000;
const TURNS = 7;
const NOTES = 500;
const PROGRAM = 'bench';

/** What a long investigation writes: verdicts, lines of originals looked at, and notes saved again and again. */
function act(seq: number): Pick<JournalEntry, 'action' | 'detail'> {
  if (seq % 100 === 0) {
    const number = (seq / 100) % NOTES;
    return {
      action: 'note-saved',
      detail: {
        id: `note-${number}`,
        number: number + 1,
        content: { kind: 'note', title: `Note ${number}`, text: `What was seen in step ${seq}. `.repeat(12) },
      },
    };
  }
  if (seq % 3 === 1)
    return {
      action: 'verdict-given',
      detail: {
        alerts: [`alert-${seq % 50_000}`],
        verdict: seq % 2 === 0 ? 'true' : 'false',
        reason: 'looked at',
      },
    };
  return {
    action: 'original-viewed',
    detail: { original: (seq % 40).toString(16).padStart(64, '0'), line: seq },
  };
}

/** Opening a case whose journal is long: every line is read and its hash made again. */
export const openLongCase: Bench = {
  name: 'open-case',
  about: 'open a case with 200,000 journal entries, its chain checked; then verify it whole',
  async run({ dir, note }: BenchContext): Promise<BenchResult[]> {
    const place = join(dir, 'long.spyhop');
    const tempDir = join(dir, 'temp');
    const clock = () => new Date('2026-01-01T00:00:00Z');
    const options = { dir: place, tempDir, clock, programVersion: PROGRAM };
    const fresh = await openCase({ ...options, create: true });
    let last = fresh.journal.last;
    const first = fresh.journal.length;
    note('writing the journal');
    const handle = openSync(fresh.journal.file, 'a');
    for (let seq = first; seq < ENTRIES; seq += 1) {
      const { line, hash } = lineOf({
        seq,
        at: new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString(),
        by: 'A. Examiner',
        program: PROGRAM,
        ...act(seq),
        previous: last,
      });
      last = hash;
      writeSync(handle, `${line}\n`);
    }
    closeSync(handle);
    note('bringing the tables up to it');
    await fresh.warehouse.use((session) =>
      session.transaction(async () => {
        const replay = new Replay(fresh.frozen);
        for (const entry of readEntries(fresh.journal.file)) await replay.add(session, entry);
        await replay.flush(session);
        await session.run('UPDATE case_state SET applied = $applied', { applied: ENTRIES });
      }),
    );
    fresh.close();
    writeFileSync(headFileOf(place), headText({ entries: ENTRIES, last }));

    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const began = performance.now();
      const folder = await openCase({ ...options, create: false });
      times.push(performance.now() - began);
      if (folder.journal.length !== ENTRIES)
        throw new Error(`the case opened with ${folder.journal.length} entries`);
      folder.close();
    }
    const began = performance.now();
    const { problems } = await verifyCase(place, {
      tempDir,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    if (problems.length > 0) throw new Error(problems.map(({ reason }) => reason).join('; '));
    const verifySeconds = (performance.now() - began) / 1000;
    return [
      {
        bench: 'open-case',
        rows: ENTRIES,
        seconds: times.reduce((sum, time) => sum + time, 0) / TURNS / 1000,
        peer: null,
        peerSeconds: null,
        ratio: null,
        peakMiB: null,
        p95Ms: percentile(times, 0.95),
        figures: { verifySeconds },
      },
    ];
  },
};
