import { create } from 'zustand';
import type { FileResult, ImportEvent, MappingProfile } from '#contract/datasets.ts';

/** What the investigator decided about one previewed file; absent fields follow the recognition. */
export interface FileChoice {
  readonly skip?: boolean;
  readonly format?: string;
  readonly options?: Record<string, unknown>;
  readonly mapping?: MappingProfile;
}

export interface ImportState {
  readonly stage: 'list' | 'review' | 'result';
  /** Files and folders as they were dropped. */
  readonly paths: readonly string[];
  /** The previewed file shown in detail. */
  readonly shown: string | null;
  readonly choices: Readonly<Record<string, FileChoice>>;
  /** The running or last import; null before the first. */
  readonly run: ImportRun | null;
}

export interface ImportRun {
  readonly workId: number;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly files: number;
  readonly message: string;
  readonly fraction: number | null;
  readonly rowsPerSecond: number | null;
  readonly remainingSeconds: number | null;
  readonly results: readonly FileResult[];
  readonly problem: string;
}

const start: ImportState = { stage: 'list', paths: [], shown: null, choices: {}, run: null };
export const useImport = create<ImportState>(() => start);

export const resetImport = (): void => useImport.setState(start, true);

export const review = (state: ImportState, paths: readonly string[]): ImportState => ({
  ...state,
  stage: 'review',
  paths,
  shown: null,
  choices: {},
});

export const choose = (state: ImportState, path: string, choice: FileChoice): ImportState => ({
  ...state,
  choices: { ...state.choices, [path]: { ...state.choices[path], ...choice } },
});

export const startRun = (state: ImportState, workId: number, files: number): ImportState => ({
  ...state,
  stage: 'result',
  run: {
    workId,
    state: 'running',
    files,
    message: 'Starting',
    fraction: null,
    rowsPerSecond: null,
    remainingSeconds: null,
    results: [],
    problem: '',
  },
});

/** One event of the engine into the account of the import. */
export function applyEvent(run: ImportRun, event: ImportEvent): ImportRun {
  switch (event.type) {
    case 'progress': {
      const { progress } = event;
      const ofFile = progress.total ? Math.min(1, progress.done / progress.total) : null;
      return {
        ...run,
        files: event.files,
        message: progress.message,
        fraction: event.files > 0 ? Math.min(1, (run.results.length + (ofFile ?? 0)) / event.files) : ofFile,
        rowsPerSecond: event.rowsPerSecond,
        remainingSeconds: event.remainingSeconds,
      };
    }
    case 'file':
      return {
        ...run,
        results: [...run.results, event.result],
        fraction: run.files > 0 ? Math.min(1, (run.results.length + 1) / run.files) : run.fraction,
      };
    case 'done':
      return { ...run, state: 'done', fraction: 1, remainingSeconds: 0 };
  }
}

export interface Totals {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly warnings: number;
}

export const totalsOf = (results: readonly FileResult[]): Totals =>
  results.reduce(
    (sum, r) => ({
      rows: sum.rows + r.rows,
      accepted: sum.accepted + r.accepted,
      rejected: sum.rejected + r.rejected,
      duplicate: sum.duplicate + r.duplicate,
      warnings: sum.warnings + r.warnings.length,
    }),
    { rows: 0, accepted: 0, rejected: 0, duplicate: 0, warnings: 0 },
  );

export const endRun = (
  state: ImportState,
  end: 'done' | 'cancelled' | 'failed',
  problem: string,
): ImportState => (state.run ? { ...state, run: { ...state.run, state: end, problem } } : state);
