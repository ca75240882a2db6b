import { noun } from '../blocks.ts';
import { gatherExhibits } from '../gather/exhibits.ts';
import { certificate } from '../sections/back.ts';
import { exhibits } from '../sections/exhibits.ts';
import { hashes } from '../sections/files.ts';
import { front } from '../sections/front.ts';
import { labels } from '../sections/labels.ts';
import type { Template } from './define.ts';

export const evidenceAnnex: Template = {
  id: 'evidence-annex',
  title: 'evidenceAnnex',
  about:
    'The exhibits alone, with rows by file and line and the hashes of the originals, to be attached to a statement.',
  needs: [],
  async build(source) {
    const { words } = source;
    const items = await gatherExhibits(source);
    return [
      ...(await front(source, words.evidenceAnnex, [['In this report', noun(items.length, 'exhibit')]])),
      { type: 'contents', title: words.contents },
      ...exhibits(source, items),
      ...(await labels(source)),
      ...(await hashes(source)),
      ...certificate(source, words.evidenceAnnex),
    ];
  },
};
