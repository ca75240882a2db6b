import type { Stage } from '#contract/reduction.ts';
import type { IdentifiedAlert } from '../identify.ts';
import type { AlertFacts } from './facts.ts';

/** What a stage says of an alert. */
export interface Mark {
  readonly stage: Stage;
  readonly effect: 'lowered' | 'dropped' | 'joined';
  readonly reason: string;
}

/** An alert on its way through the stages. */
export interface ReducedAlert extends IdentifiedAlert {
  readonly facts: AlertFacts;
  readonly marks: readonly Mark[];
}

export const isDropped = (alert: ReducedAlert): boolean =>
  alert.marks.some(({ effect }) => effect === 'dropped');
export const isLowered = (alert: ReducedAlert): boolean =>
  alert.marks.some(({ effect }) => effect === 'lowered');

export const titles: Readonly<Record<Stage, { title: string; about: string }>> = {
  'allow-list': {
    title: 'Allow-list and system addresses',
    about: 'Drops alerts all of whose subjects are on the case’s allow-list, or are null and burn addresses.',
  },
  'known-pattern': {
    title: 'Known legitimate patterns',
    about:
      'Drops or lowers alerts whose evidence is an instance of something known: sweeping, vesting, validators, auctions, arbitrage.',
  },
  context: {
    title: 'Context',
    about: 'Lowers alerts most of whose evidence deals with staking, governance, crowdloans or lending.',
  },
  significance: {
    title: 'Significance',
    about:
      'Drops alerts that chance explains: those not significant at 5 % after correction for all alerts that state a chance (Benjamini and Hochberg).',
  },
  'triage-model': {
    title: 'Triage model',
    about: 'Lowers alerts like those the analyst called false, once there are enough verdicts of both kinds.',
  },
  correlation: {
    title: 'Correlation',
    about: 'Joins alerts of one market-wide moment, which is one thing and not many.',
  },
};
