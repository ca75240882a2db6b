import { EngineError } from '#contract/errors.ts';
import { alertById } from '../../alerts/query-alerts.ts';
import { type Block, heading, paragraph } from '../blocks.ts';
import { gatherAlerts } from '../gather/exhibits.ts';
import { stages } from '../sections/alerts.ts';
import { cards, detectorRuns } from '../sections/detectors.ts';
import { alertLine, alertParts } from '../sections/exhibits.ts';
import { front } from '../sections/front.ts';
import { limits } from '../sections/limits.ts';
import type { Template } from './define.ts';

export const alertSheet: Template = {
  id: 'alert-sheet',
  title: 'alertSheet',
  about:
    'One alert or a few: what the rule says, on which rows, with which parameters, how often it errs, what was decided.',
  needs: ['alerts'],
  async build(source) {
    const { session, options, words } = source;
    if (options.alertIds.length === 0)
      throw new EngineError(
        'invalid',
        'An alert sheet needs at least one alert. Choose it on the Alerts page.',
      );
    const alerts = [];
    for (const id of options.alertIds) alerts.push(await alertById(session, id));
    const detectors = [...new Set(alerts.map(({ detector }) => detector))];
    return [
      ...(await front(source, words.alertSheet)),
      ...(await gatherAlerts(source, alerts)).flatMap((one, at): Block[] => [
        heading(1, one.alert.title, { apart: at > 0 }),
        paragraph(one.alert.explanation, 'large'),
        alertLine(one.alert),
        ...alertParts(one),
        ...stages([one.alert]),
      ]),
      ...(await detectorRuns(source, detectors)),
      ...limits(source, detectors),
      ...cards(source, detectors),
    ];
  },
};
