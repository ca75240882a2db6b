import { EngineError } from '#contract/errors.ts';
import { heading, noun, paragraph } from '../blocks.ts';
import { alertsWithin } from '../gather/alerts.ts';
import { alertCounts, alertTable } from '../sections/alerts.ts';
import { front } from '../sections/front.ts';
import { events } from '../sections/timeline.ts';
import type { Template } from './define.ts';

const PRINTED = 60;

export const dailySummary: Template = {
  id: 'daily-summary',
  title: 'dailySummary',
  about: 'One day in UTC: alerts that fall on it, by detector and priority, and what investigators did.',
  needs: ['day'],
  async build(source) {
    const { day } = source.options;
    const { words } = source;
    if (day === null) throw new EngineError('invalid', 'A daily summary needs a day. Choose one, in UTC.');
    const from = `${day}T00:00:00Z`;
    const to = `${day}T23:59:59.999999Z`;
    const alerts = await alertsWithin(source.session, from, to);
    const acts = await events(source, { actions: true, from, to });
    return [
      ...(await front(source, words.dailySummary, [['Day', `${day} (UTC)`]])),
      heading(1, `${words.alerts}: ${day}`),
      ...(alerts.total === 0
        ? [paragraph('No alert falls on this day.')]
        : [
            paragraph(`${noun(alerts.total, 'alert falls', 'alerts fall')} on this day.`),
            alertCounts(alerts),
            alertTable(alerts, PRINTED),
          ]),
      ...acts.map((block, at) =>
        at === 0 && block.type === 'heading' ? { ...block, text: words.acts } : block,
      ),
    ];
  },
};
