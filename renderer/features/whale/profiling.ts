import type { Profiles } from '#contract/whales.ts';
import { countOf } from '../../ui/format.ts';
import { lastEvent } from '../../workspace/during-work.ts';
import type { TimeFrame } from '../../workspace/time-frame.ts';
import type { Work } from '../../workspace/use-running.ts';
import { profiles } from './queries.ts';

export interface WhaleQuestion {
  readonly whales: readonly string[];
  readonly frame: TimeFrame | null;
  readonly knownBy: string | null;
}

/** Reading the page of one whale, or the sheet of several. */
export const profiling: Work<WhaleQuestion, Profiles> = {
  title: 'Reading a whale',
  cancelled: 'Cancelled. Nothing was added up.',
  ask: async ({ whales, frame, knownBy }, signal, tell) =>
    (await lastEvent(profiles(whales, frame, knownBy, signal), tell)).sheet,
  outcome: ({ profiles: found }) =>
    `${countOf(
      found.reduce((sum, { transfers }) => sum + transfers, 0),
      'transfer',
    )} read.`,
};
