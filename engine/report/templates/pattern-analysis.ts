import { EngineError } from '#contract/errors.ts';
import { detectorById } from '../../detectors/registry.ts';
import { type Block, heading, noun, paragraph } from '../blocks.ts';
import { alertsBy } from '../gather/alerts.ts';
import { gatherAlerts } from '../gather/exhibits.ts';
import { alertCounts, alertTable, verdicts } from '../sections/alerts.ts';
import { cards, detectorRuns } from '../sections/detectors.ts';
import { alertLine, alertParts } from '../sections/exhibits.ts';
import { front } from '../sections/front.ts';
import { limits } from '../sections/limits.ts';
import type { Template } from './define.ts';

const PRINTED = 100;
const IN_FULL = 5;

export const patternAnalysis: Template = {
  id: 'pattern-analysis',
  title: 'patternAnalysis',
  about:
    'One detector: all it found, its best alerts in full, parameters, error rates and what was decided of them.',
  needs: ['detector'],
  async build(source) {
    const { session, options, words } = source;
    const detector = options.detector === null ? undefined : detectorById(options.detector);
    if (!detector)
      throw new EngineError(
        'invalid',
        'A pattern analysis needs a detector of this build. Choose one from the list.',
      );
    const { id, title } = detector;
    const alerts = await alertsBy(session, id);
    return [
      ...(await front(source, words.patternAnalysis, [['Pattern', `${title} (${id})`]])),
      heading(1, words.pattern),
      ...(alerts.total === 0
        ? [paragraph('The last run found no such pattern.')]
        : [
            paragraph(`${noun(alerts.total, 'alert')} of the last run, best first.`),
            alertCounts(alerts),
            alertTable(alerts, PRINTED),
          ]),
      ...(await gatherAlerts(source, alerts.list.slice(0, IN_FULL))).flatMap((one): Block[] => [
        heading(2, one.alert.title),
        paragraph(one.alert.explanation, 'large'),
        alertLine(one.alert),
        ...alertParts(one),
      ]),
      ...verdicts(words.verdicts, alerts.list),
      ...(await detectorRuns(source, [id])),
      ...limits(source, [id]),
      ...cards(source, [id]),
    ];
  },
};
