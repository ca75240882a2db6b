import type { Dataset } from '#contract/datasets.ts';
import { datasetQuality, listDatasets } from '../../importers/datasets.ts';
import type { Session } from '../../warehouse/session.ts';
import { noun } from '../blocks.ts';

export interface ReportFile {
  readonly dataset: Dataset;
  /** What is missing or open, a sentence each. */
  readonly holes: string[];
}

/** Every imported file with its coverage and what is missing in it. */
export async function gatherFiles(session: Session): Promise<ReportFile[]> {
  const files: ReportFile[] = [];
  for (const dataset of await listDatasets(session))
    files.push({ dataset, holes: await holesOf(session, dataset) });
  return files;
}

async function holesOf(session: Session, dataset: Dataset): Promise<string[]> {
  const holes = dataset.warnings.map((warning) => warning.message);
  if (dataset.target === 'tag') return holes;
  const quality = await datasetQuality(session, dataset.id);
  const [gap] = quality.gaps;
  if (gap)
    holes.push(`${noun(quality.gaps.length, 'gap')} in time, the longest from ${gap.from} to ${gap.to}.`);
  if (quality.withoutTime > 0)
    holes.push(`${noun(quality.withoutTime, 'row states', 'rows state')} no time of their own.`);
  if (quality.unknownDecimals.length > 0)
    holes.push(`${noun(quality.unknownDecimals.length, 'asset')} whose decimals the file does not state.`);
  return holes;
}
