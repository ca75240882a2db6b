import type { SpyhopContract } from '#contract/contract.ts';
import type { NeighbourQuery } from '#contract/graph.ts';
import type { Handlers } from '#contract/handlers.ts';
import { alertMarks, everyAlertMark } from '../alerts/alert-marks.ts';
import { told } from '../alerts/told.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import type { Session } from '../warehouse/session.ts';
import { accountDetail, accountPage } from './accounts.ts';
import { accountDetailAt, accountPageAt } from './accounts-at.ts';
import { alertGraph } from './alert-graph.ts';
import { between } from './between.ts';
import { breakdown } from './breakdown.ts';
import { communities } from './communities.ts';
import { belongsTo } from './entities/find.ts';
import { expand } from './expand.ts';
import { findSubjects } from './find-subjects.ts';
import type { GraphIndex } from './index/graph-index.ts';
import { indexIfReady, indexProgress, pauses, residentIndex } from './index/resident.ts';
import { neighbours } from './neighbours.ts';
import { findPaths } from './paths/find-paths.ts';
import { profiles } from './profile/profile.ts';
import { slice } from './slice.ts';
import { timeSlices } from './time-slices.ts';
import { transferPage } from './transfers.ts';

/** What the handlers over the graph index need of the engine. */
export interface GraphDoors {
  readonly folder: () => CaseFolder;
  /** Reads stored tables. */
  readonly stored: <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => Promise<T>;
  /** Reads derived tables, brought up to date before. */
  readonly derived: <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** Answers from the graph index, with a session for what is not in it. */
export const withIndex =
  ({ folder, stored }: GraphDoors) =>
  async <T>(
    work: (index: GraphIndex, session: Session, pause: () => Promise<void>) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    const index = await residentIndex(folder().warehouse, signal);
    return stored((session) => work(index, session, pauses(signal)), signal);
  };

/** Handlers of the topic `accounts`. */
export function accountHandlers(doors: GraphDoors): Pick<Handlers<SpyhopContract>, 'accounts'> {
  const indexed = withIndex(doors);
  return {
    accounts: {
      page: async (query, { signal }) => {
        const { asOf } = query;
        if (asOf === null) return doors.derived((session) => accountPage(session, query), signal);
        const { warehouse } = doors.folder();
        return indexed(
          async (index, session, pause) =>
            accountPageAt(
              session,
              index,
              await everyAlertMark(warehouse, session),
              { ...query, asOf },
              pause,
            ),
          signal,
        );
      },
      detail: async (query, { signal }) => {
        const { chain, address, asOf } = query;
        if (asOf === null) return doors.derived((session) => accountDetail(session, chain, address), signal);
        const { warehouse } = doors.folder();
        return indexed(
          async (index, session) =>
            accountDetailAt(index, await everyAlertMark(warehouse, session), { ...query, asOf }),
          signal,
        );
      },
      profile: (query, { signal }) =>
        told(async (progress) => {
          const { warehouse } = doors.folder();
          const sheet = await indexed(
            async (index, session, pause) =>
              profiles(session, index, await alertMarks(warehouse, session), query, pause, progress),
            signal,
          );
          return { type: 'done' as const, sheet };
        }),
      belongsTo: async ({ subject, knownBy }, { signal }) =>
        doors.derived((session) => belongsTo(session, subject, knownBy), signal),
    },
  };
}

/** Handlers of the topic `graph`. */
export function graphHandlers(doors: GraphDoors): Pick<Handlers<SpyhopContract>, 'graph'> {
  const indexed = withIndex(doors);
  return {
    graph: {
      prepare: async function* (_, { signal }) {
        for await (const { stage, done, total } of indexProgress(doors.folder().warehouse, signal))
          yield {
            stage: 'graph',
            message: stage === 'rows' ? 'Reading transfers into memory' : 'Ordering transfers',
            done,
            total: total === 0 ? null : total,
            unit: stage === 'rows' ? 'rows' : 'steps',
          };
      },
      neighbours: async (query, { signal }) => {
        // while the index is being loaded, the first look at a subject does not wait for it
        const index = await indexIfReady(doors.folder().warehouse, signal);
        if (index === null && plain(query))
          return doors.derived((session) => neighbours(session, query), signal);
        return indexed((ready, session, pause) => expand(session, ready, query, pause), signal);
      },
      fromAlert: async ({ alertId, limit }, { signal }) =>
        doors.derived((session) => alertGraph(session, alertId, limit), signal),
      transfers: async (query, { signal }) =>
        doors.derived((session) => transferPage(session, query), signal),
      breakdown: async (query, { signal }) =>
        indexed((index, _, pause) => breakdown(index, query, pause), signal),
      slice: async (query, { signal }) => {
        const { warehouse } = doors.folder();
        return indexed(
          async (index, session, pause) =>
            slice(
              session,
              index,
              query,
              pause,
              query.asOf === null ? [] : await everyAlertMark(warehouse, session),
            ),
          signal,
        );
      },
      between: async (query, { signal }) =>
        indexed((index, session, pause) => between(session, index, query, pause), signal),
      timeSlices: async (query, { signal }) =>
        indexed((index, _, pause) => timeSlices(index, query, pause), signal),
      paths: async (query, { signal }) =>
        indexed((index, session, pause) => findPaths(session, index, query, pause), signal),
      communities: async (query, { signal }) =>
        indexed((index, _, pause) => communities(index, query, pause), signal),
      findSubjects: async ({ texts }, { signal }) =>
        indexed((index, session) => findSubjects(session, index, texts), signal),
    },
  };
}

/** A question that plain SQL answers as well, and soon. */
const plain = (query: NeighbourQuery): boolean =>
  query.by !== 'recent' &&
  query.offset === 0 &&
  query.shown.length <= 100 &&
  query.assets.length + query.categories.length === 0 &&
  !query.unpriced &&
  [query.minUsd, query.maxUsd, query.minAmount, query.minCount].every((limit) => limit === null);
