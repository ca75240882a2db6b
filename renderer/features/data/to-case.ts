import type { Dataset } from '#contract/datasets.ts';
import { addToCase, sheet } from '../../workspace/add-evidence.ts';

/** Takes a file into the case as an exhibit: what it is, its hash and what became of its rows. */
export const addFileToCase = (dataset: Dataset) =>
  addToCase({
    kind: 'file',
    title: dataset.name,
    explanation: `${dataset.formatLabel}. SHA-256 ${dataset.sha256}.`,
    data: {
      ...sheet(
        ['what', 'value'],
        [
          ['SHA-256', dataset.sha256],
          ['bytes', dataset.bytes],
          ['rows', dataset.rows],
          ['accepted', dataset.accepted],
          ['rejected', dataset.rejected],
          ['duplicate', dataset.duplicate],
          ['first row (UTC)', dataset.coverage.from],
          ['last row (UTC)', dataset.coverage.to],
          ['imported (UTC)', dataset.importedAt],
        ],
        9,
      ),
      dataset,
    },
  });
