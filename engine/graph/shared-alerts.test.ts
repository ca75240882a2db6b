import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';
import { sharedAlerts, sharedAlertsKnown } from './shared-alerts.ts';

const ids = ['ethereum:0xa', 'ethereum:0xb', 'ethereum:0xc', 'bsc:0xa'];
const elsewhere = 'ethereum:0xd';

let scratch: ScratchCase;
beforeAll(async () => {
  scratch = await scratchCase();
});
afterAll(() => scratch.close());

/** Places in `ids` that an alert names, twice at times. */
const alerts = fc.array(fc.array(fc.constantFrom(...ids, elsewhere), { maxLength: 6 }), { maxLength: 12 });

/** How many alerts name any of a set, from the counts of each and what they share. */
const counted = (
  named: readonly string[][],
  shared: readonly { nodes: number[]; alerts: number }[],
  set: readonly number[],
) =>
  set.reduce((sum, place) => sum + named.filter((one) => one.includes(ids[place]!)).length, 0) -
  shared.reduce((sum, { nodes, alerts }) => {
    const met = nodes.filter((place) => set.includes(place)).length;
    return sum + Math.max(0, met - 1) * alerts;
  }, 0);

test('what alerts share makes every sum of counts name each alert once, from tables and at an instant', () =>
  scratch.folder.warehouse.use((session) =>
    fc.assert(
      fc.asyncProperty(
        alerts,
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        fc.nat(12),
        async (named, set, known) => {
          await session.run('DELETE FROM alert_subject');
          const subjects = named.flatMap((of, alert) => of.map((id) => ({ alert: `a${alert}`, id })));
          if (subjects.length > 0)
            await session.run(
              `INSERT INTO alert_subject VALUES ${subjects.map(({ alert, id }) => `('${alert}', 'address', '${id.split(':')[0]}', '${id.split(':')[1]}')`).join(', ')}`,
            );
          const about = (of: readonly string[][]) =>
            of.filter((one) => one.some((id) => set.some((place) => ids[place] === id))).length;
          const stored = await sharedAlerts(session, ids);
          expect(counted(named, stored, set)).toBe(about(named));

          const marks = named.map(
            (of, at): TimedMark => ({
              knownMicros: at,
              mark: { id: `a${at}`, subjects: [...new Set(of)] } as TimedMark['mark'],
            }),
          );
          expect(sharedAlertsKnown(marks, ids, 12)).toEqual(stored);
          const then = named.slice(0, known + 1);
          expect(counted(then, sharedAlertsKnown(marks, ids, known), set)).toBe(about(then));
        },
      ),
      { numRuns: 60 },
    ),
  ));
