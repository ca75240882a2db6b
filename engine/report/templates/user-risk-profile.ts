import { EngineError } from '#contract/errors.ts';
import { heading, paragraph } from '../blocks.ts';
import { alertsOf } from '../gather/alerts.ts';
import { alertCounts, alertTable } from '../sections/alerts.ts';
import { front } from '../sections/front.ts';
import { labels } from '../sections/labels.ts';
import { limits } from '../sections/limits.ts';
import { balancesAndFlows, behaviour, counterparties, identity, related } from '../sections/subject.ts';
import type { Template } from './define.ts';

const PRINTED = 40;

export const userRiskProfile: Template = {
  id: 'user-risk-profile',
  title: 'userRiskProfile',
  about:
    'One address: what sources say of it, holdings and flows, counterparties, behaviour, alerts, related subjects.',
  needs: ['subject'],
  async build(source) {
    const { profile, words, session } = source;
    if (!profile) throw new EngineError('invalid', 'A risk profile needs a subject. Choose an address.');
    const alerts = await alertsOf(session, profile.node.id);
    return [
      ...(await front(source, words.userRiskProfile, [['Subject', profile.node.id]])),
      ...identity(words, profile),
      heading(1, words.alerts),
      ...(alerts.total === 0
        ? [paragraph('No alert names this subject.')]
        : [alertCounts(alerts), alertTable(alerts, PRINTED)]),
      ...balancesAndFlows(words, profile),
      ...counterparties(words, profile),
      ...behaviour(words, profile),
      ...related(words, profile),
      ...limits(
        source,
        alerts.list.map(({ detector }) => detector),
      ),
      ...(await labels(source)),
    ];
  },
};
