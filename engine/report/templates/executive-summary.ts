import { heading, paragraph } from '../blocks.ts';
import { lastAlerts } from '../gather/alerts.ts';
import { alertCounts, alertTable } from '../sections/alerts.ts';
import { findings, tasks } from '../sections/findings.ts';
import { front } from '../sections/front.ts';
import { activity } from '../sections/timeline.ts';
import type { Template } from './define.ts';

export const executiveSummary: Template = {
  id: 'executive-summary',
  title: 'executiveSummary',
  about:
    'Two or three pages for who decides: findings with their confidence, what the alerts are, what is still open.',
  needs: [],
  async build(source) {
    const { words } = source;
    const alerts = await lastAlerts(source.session);
    return [
      ...(await front(source, words.executiveSummary)),
      ...(await findings(source, true)),
      heading(1, words.alerts),
      ...(alerts.total === 0
        ? [paragraph('There are no alerts in the case.')]
        : [alertCounts(alerts), alertTable(alerts, 10)]),
      ...(await activity(source)),
      ...(await tasks(source, true)),
      paragraph(
        'An alert is a statement about rows and says nothing about intent. The full report has method, limits, error rates and the rows behind each statement.',
        'small',
      ),
    ];
  },
};
