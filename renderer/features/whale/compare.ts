import type { Profile } from '#contract/whales.ts';
import { countOf, formatCount, shownOf } from '../../ui/format.ts';
import { behaviourName } from './words.ts';

/** Colours of whales on a sheet, in their order. */
export const whaleColour = (place: number): `--${string}` => `--kind-${(place % 8) + 1}`;

/** Without one of the whales, the others in their order. */
export const without = (whales: readonly string[], id: string): string[] =>
  whales.filter((other) => other !== id);

/** `Trader, also rotator`. */
export const behaviourWords = ({ behaviour }: Pick<Profile, 'behaviour'>): string =>
  [
    behaviourName(behaviour.class),
    ...behaviour.also.map((one) => `also ${behaviourName(one.class).toLowerCase()}`),
  ].join(', ');

/** The longest spell without a transfer: `41 days`, or that there is none. */
export function dormancyWords({ dormancy }: Pick<Profile, 'dormancy'>): string {
  const [longest] = dormancy;
  if (!longest) return 'under 30 days';
  return `${countOf(longest.days, 'day')}${longest.ended ? '' : ', not ended'}`;
}

/** How much of gain and loss rests on prices: `12 of 40 rows`. */
export const pricedWords = ({ profit }: Pick<Profile, 'profit'>): string =>
  `${formatCount(profit.pricedRows)} of ${countOf(profit.rows, 'row')}`;

/** `3 of 12 counterparties that at least two of them deal with`. */
export const commonWords = (shown: number, total: number): string =>
  `${shownOf(shown, total, 'counterparty', 'counterparties')} that at least two of them deal with`;
