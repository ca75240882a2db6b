import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';
import { alertMarks, knownAt } from '../alerts/alert-marks.ts';
import { instant, microsOf } from '../detectors/ledger/instant.ts';
import { type GraphDoors, withIndex } from '../graph/handlers.ts';
import { pauses, residentIndex } from '../graph/index/resident.ts';
import { frames } from './frames.ts';
import { stateAt } from './state.ts';
import { whaleMap } from './whale-map.ts';

/** Handlers of the topic `replay`. */
export function replayHandlers(doors: GraphDoors): Pick<Handlers<SpyhopContract>, 'replay'> {
  const indexed = withIndex(doors);
  const marksOf = (signal: AbortSignal) => {
    const { warehouse } = doors.folder();
    return doors.stored((session) => alertMarks(warehouse, session), signal);
  };
  return {
    replay: {
      range: async (_, { signal }) => {
        const { warehouse } = doors.folder();
        return indexed(async ({ rows }, session) => {
          const marks = await alertMarks(warehouse, session);
          const { size, timed, micros, accounts, names } = rows;
          return {
            from: timed > 0 ? instant(micros[0]!) : null,
            to: timed > 0 ? instant(micros[timed - 1]!) : null,
            transfers: timed,
            withoutTime: size - timed,
            accounts,
            chains: [...names.chains],
            alerts: marks.length,
          };
        }, signal);
      },
      state: async (query, { signal }) => {
        const { warehouse } = doors.folder();
        return indexed(
          async (index, session, pause) => stateAt(index, await alertMarks(warehouse, session), query, pause),
          signal,
        );
      },
      frames: async function* (query, { signal }) {
        const index = await residentIndex(doors.folder().warehouse, signal);
        yield* frames(index, await marksOf(signal), query, pauses(signal));
      },
      nextAlert: async ({ at, direction }, { signal }) => {
        await doors.derived(async () => undefined, signal);
        const marks = await marksOf(signal);
        const micros = microsOf(at);
        const next = marks[knownAt(marks, micros)];
        const before = marks[knownAt(marks, micros - 1) - 1];
        return (direction === 'next' ? next : before)?.mark ?? null;
      },
      map: async (query, { signal }) => indexed((index, _, pause) => whaleMap(index, query, pause), signal),
    },
  };
}
