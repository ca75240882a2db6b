import { z } from 'zod';
import {
  CaseSummary,
  IncludedItem,
  IncludeRequest,
  JournalEntry,
  OpenCaseRequest,
  RecentCase,
  UpdateCaseRequest,
} from './cases.ts';
import { Empty, Page } from './common.ts';
import {
  Dataset,
  ExportedFile,
  ExportRejectsRequest,
  FormatCard,
  ImportEvent,
  ImportRequest,
  MappingField,
  MappingProfile,
  Preview,
  PreviewRequest,
  Quality,
  RejectsPage,
  RejectsRequest,
  SourceLines,
  SourceLinesRequest,
} from './datasets.ts';
import { call, stream } from './define.ts';
import {
  AlertDetail,
  AlertGroupQuery,
  AlertGroups,
  AlertPage,
  AlertQuery,
  AlertTimeline,
  DetectorCard,
  DetectorRun,
  RunEvent,
  RunRequest,
  VerdictRequest,
} from './detection.ts';
import {
  bundleMethods,
  custodyMethods,
  screeningMethods,
  timeStampMethods,
  workMethods,
} from './evidence-methods.ts';
import {
  AccountDetail,
  AccountDetailQuery,
  AccountPage,
  AccountQuery,
  SearchHit,
  SearchQuery,
  Timeline,
  TimelineQuery,
} from './graph.ts';
import { ModelCard } from './models.ts';
import { Comparison, ParameterSet, Reduction, ReductionChange } from './reduction.ts';
import { reportMethods } from './report-methods.ts';
import { TraceEvent, TraceRequest, TraceRowsPage, TraceRowsQuery } from './trace.ts';
import { boardMethods, graphMethods, profileMethods, replayMethods, viewMethods } from './workbench.ts';

/** Everything the program can be asked. Validated at both ends. */
export const contract = {
  app: {
    info: call(
      Empty,
      z.object({
        version: z.string(),
        host: z.enum(['desktop', 'browser', 'memory']),
        platform: z.string(),
        node: z.string(),
        duckdb: z.string(),
        online: z.boolean(),
        demoCase: z.string().nullable(),
        caseOpen: z.boolean(),
      }),
    ),
    /** A round trip that touches the warehouse, for measuring. */
    ping: call(Empty, z.object({ at: z.string() })),
  },
  cases: {
    current: call(Empty, CaseSummary.nullable()),
    open: call(OpenCaseRequest, CaseSummary),
    openDemo: call(Empty, CaseSummary),
    close: call(Empty, Empty),
    recent: call(Empty, z.array(RecentCase)),
    update: call(UpdateCaseRequest, CaseSummary),
    /** Closes the case to changes, or opens it to them again; owners only. */
    archive: call(z.object({ archived: z.boolean() }), CaseSummary),
    /** Copies the open case into a new folder under another title; the open one stays open. */
    duplicate: call(
      z.object({ dir: z.string().min(1), title: z.string().min(1).max(200) }),
      z.object({ dir: z.string() }),
    ),
    include: call(IncludeRequest, z.array(IncludedItem)),
    included: call(Empty, z.array(IncludedItem)),
    note: call(z.object({ alertId: z.string(), note: z.string().max(20_000) }), z.array(IncludedItem)),
    journal: call(Page, z.object({ total: z.number().int(), rows: z.array(JournalEntry) })),
  },
  work: workMethods,
  reports: reportMethods,
  custody: custodyMethods,
  bundles: bundleMethods,
  timeStamps: timeStampMethods,
  screening: screeningMethods,
  datasets: {
    formats: call(Empty, z.array(FormatCard)),
    mappingFields: call(
      Empty,
      z.record(z.enum(['transfer', 'trade', 'price', 'tag']), z.array(MappingField)),
    ),
    profiles: call(Empty, z.array(MappingProfile)),
    saveProfile: call(MappingProfile, z.array(MappingProfile)),
    preview: call(PreviewRequest, Preview),
    /** The first rows as a profile would read them. */
    previewMapping: call(
      z.object({ path: z.string(), mapping: MappingProfile }),
      z.object({
        columns: z.array(z.string()),
        rows: z.array(z.array(z.string().nullable())),
        problems: z.array(z.string()),
      }),
    ),
    import: stream(ImportRequest, ImportEvent),
    list: call(Empty, z.array(Dataset)),
    quality: call(z.object({ datasetId: z.number().int() }), Quality),
    rejects: call(RejectsRequest, RejectsPage),
    exportRejects: call(ExportRejectsRequest, ExportedFile),
    sourceLines: call(SourceLinesRequest, SourceLines),
  },
  detectors: {
    list: call(Empty, z.array(DetectorCard)),
    run: stream(RunRequest, RunEvent),
    lastRuns: call(Empty, z.array(DetectorRun)),
    /** Named sets of parameters; the one without a name is what the case runs with. */
    parameterSets: call(Empty, z.array(ParameterSet)),
    saveParameters: call(ParameterSet.pick({ name: true, params: true }), z.array(ParameterSet)),
    removeParameters: call(z.object({ name: z.string().min(1) }), z.array(ParameterSet)),
    /** What other parameters would change; stores nothing. */
    compare: call(ParameterSet.pick({ params: true }), z.array(Comparison)),
  },
  models: {
    list: call(Empty, z.array(ModelCard)),
  },
  alerts: {
    page: call(AlertQuery, AlertPage),
    detail: call(z.object({ alertId: z.string() }), AlertDetail),
    verdict: call(VerdictRequest, Empty),
    /** Ids of all alerts that fit, best first: for a verdict on all of them. */
    ids: call(AlertQuery, z.object({ ids: z.array(z.string()) })),
    groups: call(AlertGroupQuery, AlertGroups),
    timeline: call(
      z.object({ query: AlertQuery, buckets: z.number().int().min(10).max(500).default(120) }),
      AlertTimeline,
    ),
    reduction: call(Empty, Reduction),
    changeReduction: call(ReductionChange, Reduction),
    export: call(z.object({ format: z.enum(['csv', 'xlsx', 'json']), query: AlertQuery }), ExportedFile),
  },
  graph: graphMethods,
  views: viewMethods,
  replay: replayMethods,
  board: boardMethods,
  trace: {
    /** Where money went or came from, by several methods side by side. */
    run: stream(TraceRequest, TraceEvent),
    /** The transfers behind one number of a trace, each with its traced part. */
    rows: call(TraceRowsQuery, TraceRowsPage),
    /** The methods, what speaks for and against each, and what a trace cannot see. */
    card: call(Empty, z.object({ card: z.string() })),
  },
  accounts: {
    page: call(AccountQuery, AccountPage),
    detail: call(AccountDetailQuery, AccountDetail),
    ...profileMethods,
  },
  workspace: {
    timeline: call(TimelineQuery, Timeline),
    search: call(SearchQuery, z.array(SearchHit)),
  },
} as const;
export type SpyhopContract = typeof contract;
