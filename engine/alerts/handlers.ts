import type { SpyhopContract } from '#contract/contract.ts';
import type { AlertQuery } from '#contract/detection.ts';
import { isEntity } from '#contract/entities.ts';
import type { Handlers } from '#contract/handlers.ts';
import type { CaseFolder } from '../cases/case-folder.ts';
import { cardOf, detectors } from '../detectors/registry.ts';
import type { Session } from '../warehouse/session.ts';
import { type KnownAlerts, knownAlerts } from './alert-marks.ts';
import { compareParameters } from './compare-parameters.ts';
import { type DetectContext, detect } from './detect.ts';
import { exportAlerts } from './export-alerts.ts';
import { lastRuns } from './last-runs.ts';
import { parameterSets, removeParameters, saveParameters } from './parameter-sets.ts';
import { alertDetail, alertGroups, alertIds, alertPage, alertTimeline, wholeAlerts } from './query-alerts.ts';
import { changeReduction, reductionOf } from './reduce/change.ts';
import { giveVerdict } from './triage.ts';

/** What the handlers of detection and alerts need of the engine. */
export interface DetectionDoors {
  readonly folder: () => CaseFolder;
  readonly log: DetectContext['log'];
  /** Work that changes the tables of the case, one at a time. */
  readonly exclusive: <T>(name: string, work: AsyncIterable<T>) => AsyncGenerator<T>;
  /** Reads stored tables. */
  readonly stored: <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => Promise<T>;
  /** Reads derived tables, brought up to date before. */
  readonly derived: <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** Handlers of the topics `detectors` and `alerts`. */
export function detectionHandlers({
  folder,
  log,
  exclusive,
  stored,
  derived,
}: DetectionDoors): Pick<Handlers<SpyhopContract>, 'detectors' | 'alerts'> {
  /** The one answer of work that must not run beside other changes. */
  const alone = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const once = async function* () {
      yield await work();
    };
    for await (const answer of exclusive(name, once())) return answer;
    throw new Error(`${name} gave no answer`);
  };
  /** Answers about alerts; where an instant is given, about those that could be known then. */
  const asKnown = <T>(
    { until, subject }: Pick<AlertQuery, 'until' | 'subject'>,
    work: (session: Session, known: KnownAlerts | null) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    // whose addresses an entity's are is a derived table
    const read = subject !== null && isEntity(subject) ? derived : stored;
    if (until === null) return read((session) => work(session, null), signal);
    const { warehouse } = folder();
    return derived(async (session) => work(session, await knownAlerts(warehouse, session, until)), signal);
  };
  return {
    detectors: {
      list: async () => detectors.map(cardOf),
      run: (request, { signal }) => {
        folder().need('change');
        return exclusive('A detection run', detect({ folder: folder(), log }, request, signal));
      },
      lastRuns: async () =>
        stored(async (session) => (await lastRuns(session)).map(({ params: _, ...run }) => run)),
      parameterSets: async () => stored(parameterSets),
      saveParameters: async ({ name, params }) => saveParameters(folder(), name, params),
      removeParameters: async ({ name }) => removeParameters(folder(), name),
      compare: async ({ params }, { signal }) =>
        alone('A comparison of parameters', () =>
          compareParameters({ folder: folder(), log }, params, signal),
        ),
    },
    alerts: {
      page: async (query, { signal }) =>
        asKnown(query, (session, known) => alertPage(session, query, known), signal),
      ids: async (query, { signal }) =>
        asKnown(query, (session, known) => alertIds(session, query, known), signal),
      groups: async (request, { signal }) =>
        asKnown(request.query, (session, known) => alertGroups(session, request, known), signal),
      timeline: async ({ query, buckets }, { signal }) =>
        asKnown(query, (session, known) => alertTimeline(session, query, buckets, known), signal),
      detail: async ({ alertId }, { signal }) => derived((session) => alertDetail(session, alertId), signal),
      verdict: async ({ alertIds: ids, verdict, reason }) => {
        await giveVerdict(folder(), ids, verdict, reason);
        return {};
      },
      reduction: async () => stored(reductionOf),
      changeReduction: async (change) => {
        await derived(async () => undefined);
        return alone('A change of the stages after detection', () => changeReduction(folder(), change));
      },
      export: async ({ format, query }) => {
        folder().need('change');
        const alerts = await asKnown(query, (session, known) =>
          wholeAlerts(session, { ...query, offset: 0, limit: 1_000_000 }, known),
        );
        const path = await exportAlerts(folder(), alerts, format);
        return { path, fileName: path.split(/[\\/]/).at(-1)!, url: null };
      },
    },
  };
}
