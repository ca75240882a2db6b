import { create } from 'zustand';
import type { Progress } from '#contract/common.ts';
import type { Reproduction, Verification } from '#contract/custody.ts';
import { countOf } from '../../ui/format.ts';
import { duringWork, lastOf } from '../../workspace/during-work.ts';
import { answersChanged, type WorkHandle } from '../../workspace/store.ts';
import { verificationHeadline } from '../../workspace/verification.ts';
import { reproduceCase, verifyCase } from './queries.ts';

interface ChecksState {
  readonly running: 'verify' | 'reproduce' | null;
  readonly progress: Progress | null;
  readonly verification: Verification | null;
  readonly reproduction: Reproduction | null;
}

export const useChecks = create<ChecksState>(() => ({
  running: null,
  progress: null,
  verification: null,
  reproduction: null,
}));
const set = useChecks.setState;

/** One check at a time; its progress is shown on the page too. */
async function check(
  which: 'verify' | 'reproduce',
  title: string,
  work: (task: WorkHandle) => Promise<string>,
): Promise<void> {
  if (useChecks.getState().running) return;
  set({ running: which, progress: null });
  await duringWork(title, 'Cancelled. Nothing was changed.', work);
  set({ running: null, progress: null });
  answersChanged();
}

const show = (progress: Progress) => set({ progress });

export const verify = (): Promise<void> =>
  check('verify', 'Verifying the case', async (task) => {
    const { verification } = await lastOf(verifyCase(task.signal), task, show);
    set({ verification });
    return verificationHeadline(verification);
  });

export const reproduce = (): Promise<void> =>
  check('reproduce', 'Making the case again from its originals', async (task) => {
    const { reproduction } = await lastOf(reproduceCase(task.signal), task, show);
    set({ reproduction });
    return reproduction.identical
      ? 'Identical.'
      : `${countOf(reproduction.differences.length, 'difference')}.`;
  });
