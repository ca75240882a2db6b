import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { version as duckdbVersion } from '@duckdb/node-api';
import type { SpyhopContract } from '#contract/contract.ts';
import { EngineError } from '#contract/errors.ts';
import type { Handlers } from '#contract/handlers.ts';
import packageText from '../package.json?raw';
import { alertMarks } from './alerts/alert-marks.ts';
import { detectionHandlers } from './alerts/handlers.ts';
import { alertById } from './alerts/query-alerts.ts';
import { boardHandlers } from './board/handlers.ts';
import { type CaseFolder, openCase } from './cases/case-folder.ts';
import { includedItems, setNote, takeIn, takeOut } from './cases/case-items.ts';
import { demoArchive, openDemoCase } from './cases/demo-case.ts';
import { RecentCases } from './cases/recent-cases.ts';
import { openView, removeView, savedViews, saveView } from './cases/saved-views.ts';
import { caseSummary } from './cases/summary.ts';
import { accountHandlers, graphHandlers } from './graph/handlers.ts';
import { search } from './graph/search.ts';
import { timeline } from './graph/timeline.ts';
import { traceHandlers } from './graph/trace/handlers.ts';
import { datasetQuality, listDatasets } from './importers/datasets.ts';
import { mappingFields, preview, previewMapping, profilesOf } from './importers/preview.ts';
import { formatCards } from './importers/registry.ts';
import { exportRejects, rejectsPage } from './importers/rejects.ts';
import { runImport } from './importers/run-import.ts';
import { sourceLines } from './importers/source-lines.ts';
import { modelCards } from './inference/model-cards.ts';
import { replayHandlers } from './replay/handlers.ts';
import { writeReport } from './report/write-report.ts';
import { ensureMarts } from './warehouse/build-marts.ts';
import type { Session } from './warehouse/session.ts';

export const programVersion: string = (JSON.parse(packageText) as { version: string }).version;

export interface EngineOptions {
  /** `data`: settings and recent cases; `temp`: scratch; `resources`: demo case and bundled snapshots. */
  readonly paths: { data: string; temp: string; resources: string };
  readonly clock: () => Date;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, detail?: unknown) => void;
  readonly host: 'desktop' | 'browser' | 'memory';
}

export interface Engine {
  readonly handlers: Handlers<SpyhopContract>;
  close(): Promise<void>;
}

/** Composes the engine: one open case at a time, answered through the contract. */
export async function createEngine({ paths, clock, log, host }: EngineOptions): Promise<Engine> {
  const tempDir = join(paths.temp, 'engine');
  mkdirSync(tempDir, { recursive: true });
  const recent = new RecentCases(paths.data);
  let current: CaseFolder | null = null;
  let writing: string | null = null;

  const folder = (): CaseFolder => {
    if (!current) throw new EngineError('not-found', 'No case is open. Open or make one first.');
    return current;
  };
  /** Work that changes the tables of the case, one at a time. */
  const exclusive = async function* <T>(name: string, work: AsyncIterable<T>): AsyncGenerator<T> {
    if (writing)
      throw new EngineError('busy', `${writing} is under way. Wait for it or cancel it, then start again.`);
    writing = name;
    try {
      yield* work;
    } finally {
      writing = null;
    }
  };
  const stored = <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) =>
    folder().warehouse.use(work, signal);
  const derived = async <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal) => {
    await ensureMarts(folder().warehouse);
    return stored(work, signal);
  };
  const adopt = async (next: CaseFolder) => {
    if (writing) {
      next.close();
      throw new EngineError(
        'busy',
        `${writing} is under way in the open case. Wait for it or cancel it, then change the case.`,
      );
    }
    current?.close();
    current = next;
    const summary = await stored((session) => caseSummary(next, session));
    recent.add(next.dir, summary.title, clock());
    return summary;
  };
  const closeCurrent = () => {
    current?.close();
    current = null;
  };
  const inDefaultFolder = (dir: string) =>
    /[\\/]/.test(dir) ? dir : join(homedir(), 'Spyhop', dir.endsWith('.spyhop') ? dir : `${dir}.spyhop`);
  const open = (dir: string, create: boolean) => openCase({ dir, create, tempDir, clock, programVersion });

  const handlers: Handlers<SpyhopContract> = {
    app: {
      info: async () => ({
        version: programVersion,
        host,
        platform: `${process.platform} ${process.arch}`,
        node: process.versions.node,
        duckdb: duckdbVersion(),
        online: false,
        demoCase: demoArchive(paths.resources),
        caseOpen: current !== null,
      }),
      ping: async (_, { signal }) => {
        if (current) await stored((session) => session.first('SELECT count(*) AS n FROM dataset'), signal);
        return { at: clock().toISOString() };
      },
    },
    cases: {
      current: async () => (current ? stored((session) => caseSummary(folder(), session)) : null),
      open: async ({ dir, create }) => {
        const place = inDefaultFolder(dir);
        if (current?.dir === place) return stored((session) => caseSummary(folder(), session));
        return adopt(await open(place, create));
      },
      openDemo: async () => {
        const summary = await adopt(
          await openDemoCase({
            resources: paths.resources,
            data: paths.data,
            open,
            log,
            clock,
            tempDir,
            close: closeCurrent,
          }),
        );
        return summary;
      },
      close: async () => {
        if (writing)
          throw new EngineError(
            'busy',
            `${writing} is under way. Wait for it or cancel it, then close the case.`,
          );
        closeCurrent();
        return {};
      },
      recent: async () => recent.list(),
      update: async (change) => {
        folder().save(change);
        folder().record('case-changed', change);
        recent.add(folder().dir, folder().file().title, clock());
        return stored((session) => caseSummary(folder(), session));
      },
      include: async ({ alertIds, included }) => {
        if (!included) return takeOut(folder(), alertIds);
        const alerts = await stored(async (session) => {
          const found = [];
          for (const alertId of alertIds) found.push(await alertById(session, alertId));
          return found;
        });
        return takeIn(folder(), clock, alerts);
      },
      included: async () => stored(includedItems),
      note: async ({ alertId, note }) => setNote(folder(), alertId, note),
      journal: async ({ offset, limit }) => {
        const { entries } = folder().journal;
        return { total: entries.length, rows: [...entries].reverse().slice(offset, offset + limit) };
      },
      report: async ({ out }, { signal }) => {
        await ensureMarts(folder().warehouse, undefined, signal);
        return {
          ...(await writeReport({ folder: folder(), clock, programVersion, signal }, out)),
          url: null,
        };
      },
    },
    datasets: {
      formats: async () => formatCards(),
      mappingFields: async () => mappingFields(),
      profiles: async () => profilesOf(folder()),
      saveProfile: async (profile) => {
        const others = profilesOf(folder()).filter(({ name }) => name !== profile.name);
        folder().save({ mappingProfiles: [...others, profile].sort((a, b) => (a.name < b.name ? -1 : 1)) });
        folder().record('mapping-profile-saved', { profile });
        return profilesOf(folder());
      },
      preview: async ({ paths: dropped }) => preview(current, dropped, tempDir),
      previewMapping: async ({ path, mapping }) => previewMapping(path, mapping, tempDir),
      import: (request, { signal }) => exclusive('An import', importAndPrepare(request, signal)),
      list: async () => stored((session) => listDatasets(session)),
      quality: async ({ datasetId }, { signal }) =>
        stored((session) => datasetQuality(session, datasetId), signal),
      rejects: async ({ datasetId, offset, limit }) =>
        stored((session) => rejectsPage(session, datasetId, offset, limit)),
      exportRejects: async ({ datasetId, format }) => {
        const path = await stored((session) =>
          exportRejects(session, datasetId, format, folder().exportsDir),
        );
        folder().record('rejects-exported', { datasetId, path });
        return { path, fileName: path.split(/[\\/]/).at(-1)!, url: null };
      },
      sourceLines: async ({ file, line, context }) =>
        stored((session) => sourceLines(folder(), session, file, line, context)),
    },
    ...detectionHandlers({ folder, clock, log, exclusive, stored, derived }),
    ...traceHandlers({ caseDir: () => folder().dir, derived }),
    models: { list: async () => modelCards() },
    ...graphHandlers({ folder, stored, derived }),
    ...replayHandlers({ folder, stored, derived }),
    ...boardHandlers({ folder, stored, derived }),
    views: {
      list: async () => stored(savedViews),
      save: async (request) => saveView(folder(), clock, request),
      open: async ({ id }) => stored((session) => openView(session, id)),
      remove: async ({ id }) => removeView(folder(), id),
    },
    ...accountHandlers({ folder, stored, derived }),
    workspace: {
      timeline: async ({ buckets }, { signal }) => {
        const { warehouse } = folder();
        return derived(
          async (session) => timeline(session, await alertMarks(warehouse, session), buckets),
          signal,
        );
      },
      search: async ({ text, limit }, { signal }) =>
        derived((session) => search(session, text, limit), signal),
    },
  };

  /** Imports, then brings the derived tables up to date while the user reads the result. */
  async function* importAndPrepare(
    request: Parameters<Handlers<SpyhopContract>['datasets']['import']>[0],
    signal: AbortSignal,
  ) {
    const own = folder();
    yield* runImport({ folder: own, tempDir, clock, log }, request, signal);
    ensureMarts(own.warehouse).catch((error: unknown) =>
      log('error', 'preparing the derived tables failed', error),
    );
  }

  return {
    handlers,
    close: async () => closeCurrent(),
  };
}
