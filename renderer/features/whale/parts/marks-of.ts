import type { Profile } from '#contract/whales.ts';
import type { BalanceMark } from '../../../charts/balance.ts';

/** Alerts as marks at the instant they begin. */
export const marksOf = ({ alerts }: Pick<Profile, 'alerts'>): BalanceMark[] =>
  alerts.map(({ id, start, title, priority }) => ({ id, at: start, title, priority }));
