import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';
import { alertMarks } from '../alerts/alert-marks.ts';
import { type GraphDoors, withIndex } from '../graph/handlers.ts';
import { movers, performance } from './accounts.ts';
import { groups, risk } from './alerts.ts';
import { flows } from './flows.ts';
import { impact } from './impact.ts';

/** Handlers of the topic `board`. */
export function boardHandlers(doors: GraphDoors): Pick<Handlers<SpyhopContract>, 'board'> {
  const indexed = withIndex(doors);
  return {
    board: {
      performance: async (query, { signal }) =>
        indexed((index, _, pause) => performance(index, query, pause), signal),
      impact: async (query, { signal }) => indexed((index, _, pause) => impact(index, query, pause), signal),
      flows: async (query, { signal }) => indexed((index, _, pause) => flows(index, query, pause), signal),
      movers: async (query, { signal }) => indexed((index, _, pause) => movers(index, query, pause), signal),
      groups: async (query, { signal }) => doors.stored((session) => groups(session, query), signal),
      risk: async (query, { signal }) => {
        const { warehouse } = doors.folder();
        return doors.derived(async (session) => risk(await alertMarks(warehouse, session), query), signal);
      },
    },
  };
}
