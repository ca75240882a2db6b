import { setTimeout as delay } from 'node:timers/promises';
import type { ServedEngine } from './served-engine.ts';

/** Pause between two questions, in milliseconds. */
const PAUSE_MS = 40;

/** The value below which `share` of the values lie; 0 of none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** What a window asks while long work runs, over and over; gives the milliseconds each took. */
export async function askMeanwhile({ client }: ServedEngine, until: { done: boolean }): Promise<number[]> {
  const times: number[] = [];
  const questions = [
    () => client.app.ping({}),
    () => client.cases.current({}),
    () => client.datasets.list({}),
    () => client.alerts.page({}),
  ];
  for (let turn = 0; !until.done; turn += 1) {
    const began = performance.now();
    await questions[turn % questions.length]!();
    times.push(performance.now() - began);
    await delay(PAUSE_MS);
  }
  return times;
}
