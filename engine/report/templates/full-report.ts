import { noun } from '../blocks.ts';
import { gatherExhibits } from '../gather/exhibits.ts';
import { certificate, reproduction } from '../sections/back.ts';
import { cards, detectorRuns } from '../sections/detectors.ts';
import { exhibits } from '../sections/exhibits.ts';
import { filesAndHoles, hashes } from '../sections/files.ts';
import { findings, hypotheses, tasks } from '../sections/findings.ts';
import { front } from '../sections/front.ts';
import { labels } from '../sections/labels.ts';
import { limits } from '../sections/limits.ts';
import { scopeAndMethod } from '../sections/scope.ts';
import { activity, events } from '../sections/timeline.ts';
import type { Template } from './define.ts';

export const fullReport: Template = {
  id: 'full-report',
  title: 'fullReport',
  about:
    'Everything a reader needs to follow and check the case: findings, exhibits with their rows, method, limits, hashes.',
  needs: [],
  async build(source) {
    const { words } = source;
    const items = await gatherExhibits(source);
    const detectors = items.flatMap(({ alert }) => (alert ? [alert.alert.detector] : []));
    return [
      ...(await front(source, words.fullReport, [['In this report', noun(items.length, 'exhibit')]])),
      { type: 'contents', title: words.contents },
      ...(await findings(source)).map((block, at) =>
        at === 0 && block.type === 'heading' ? { ...block, apart: true } : block,
      ),
      ...(await hypotheses(source)),
      ...scopeAndMethod(source),
      ...limits(source, detectors),
      ...(await activity(source)),
      ...(await filesAndHoles(source)),
      ...exhibits(source, items),
      ...(await events(source, { actions: false })),
      ...(await tasks(source)),
      ...(await labels(source)),
      ...(await detectorRuns(source)),
      ...cards(source, detectors),
      ...(await hashes(source)),
      ...reproduction(source),
      ...certificate(source, words.fullReport),
    ];
  },
};
