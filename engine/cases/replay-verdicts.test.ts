import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '#contract/cases.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { applyEffect, Replay } from './appliers.ts';

let scratch: ScratchCase;
beforeAll(async () => {
  scratch = await scratchCase();
});
afterAll(() => scratch.close());

const entry = (seq: number, alerts: string[], verdict: string | null): JournalEntry => ({
  seq,
  at: new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString(),
  action: verdict === null ? 'verdict-withdrawn' : 'verdict-given',
  by: `examiner ${seq % 2}`,
  detail: { alerts, verdict, reason: `reason ${seq}` },
  previous: '',
  hash: '',
});

test('verdicts brought in together leave what they leave one by one', async () => {
  const alert = fc.constantFrom('a', 'b', 'c', 'd');
  const verdict = fc.constantFrom('true', 'false', 'unsure', null);
  const acts = fc.array(fc.tuple(fc.uniqueArray(alert, { minLength: 1 }), verdict), {
    minLength: 1,
    maxLength: 12,
  });
  const { warehouse, frozen } = scratch.folder;
  const kept = () =>
    warehouse.use((session) =>
      session.rows(
        'SELECT alert_id, verdict, reason, iso(given_at) AS given_at, given_by FROM verdict ORDER BY ALL',
      ),
    );
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const entries = list.map(([alerts, given], seq) => entry(seq, alerts, given));
      await warehouse.use(async (session) => {
        await session.run('DELETE FROM verdict');
        for (const one of entries) await applyEffect(session, one, frozen);
      });
      const oneByOne = await kept();
      await warehouse.use(async (session) => {
        await session.run('DELETE FROM verdict');
        const replay = new Replay(frozen);
        for (const one of entries) await replay.add(session, one);
        await replay.flush(session);
      });
      expect(await kept()).toEqual(oneByOne);
    }),
    { numRuns: 40 },
  );
});
