import type {
  Dataset,
  ExportedFile as ExportedFileSchema,
  FormatCard,
  ImportEvent,
  ImportRequest,
  MappingField,
  MappingProfile,
  Preview,
  Quality,
  RejectsPage,
  SourceLines,
} from '#contract/datasets.ts';
import { engine } from '../../workspace/engine.ts';

type PreviewAnswer = Awaited<ReturnType<typeof askPreview>>;
type ExportedFile = ReturnType<typeof ExportedFileSchema.parse>;
export type FilePreview = ReturnType<typeof Preview.parse>['files'][number];
export type MappingTarget = MappingProfile['target'];

const askPreview = (paths: readonly string[]) => engine().client.datasets.preview({ paths: [...paths] });

let held: { key: string; answer: Promise<PreviewAnswer> } | null = null;

/** Looks into the files once; coming back to the page does not read them again. */
export function previewFiles(paths: readonly string[]): Promise<PreviewAnswer> {
  const key = paths.join('\n');
  if (held?.key === key) return held.answer;
  const answer = askPreview(paths);
  held = { key, answer };
  answer.catch(() => {
    if (held?.answer === answer) held = null;
  });
  return answer;
}

export const forgetPreview = (): void => {
  held = null;
};

export const formats = (): Promise<FormatCard[]> => engine().client.datasets.formats({});
export const mappingFields = (): Promise<Record<MappingTarget, MappingField[]>> =>
  engine().client.datasets.mappingFields({});
export const mappingProfiles = (): Promise<MappingProfile[]> => engine().client.datasets.profiles({});
export const saveProfile = (profile: MappingProfile): Promise<MappingProfile[]> =>
  engine().client.datasets.saveProfile(profile);

export const previewMapping = (path: string, mapping: MappingProfile, signal: AbortSignal) =>
  engine().client.datasets.previewMapping({ path, mapping }, { signal });

export const importFiles = (request: ImportRequest, signal: AbortSignal): AsyncIterable<ImportEvent> =>
  engine().client.datasets.import(request, { signal });

export const listDatasets = (): Promise<Dataset[]> => engine().client.datasets.list({});
export const quality = (datasetId: number, signal: AbortSignal): Promise<Quality> =>
  engine().client.datasets.quality({ datasetId }, { signal });

export const rejects = (
  datasetId: number,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<RejectsPage> => engine().client.datasets.rejects({ datasetId, offset, limit }, { signal });

export async function exportRejects(datasetId: number, format: 'csv' | 'xlsx'): Promise<ExportedFile> {
  const file = await engine().client.datasets.exportRejects({ datasetId, format });
  await engine().shell.present(file);
  return file;
}

export const sourceLines = (
  file: string,
  line: number,
  context: number,
  signal: AbortSignal,
): Promise<SourceLines> => engine().client.datasets.sourceLines({ file, line, context }, { signal });
