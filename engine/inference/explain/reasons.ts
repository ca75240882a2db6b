import { duration, number } from '../../detectors/define.ts';
import type { Features } from '../features.ts';
import type { ModelInput, ModelManifest } from '../manifest.ts';
import type { Usual } from '../prepare.ts';

/** A feature that sets an account apart. */
export interface Reason {
  readonly feature: string;
  /** The value in words with its unit, and what is usual in the case. */
  readonly text: string;
  /** Part of what all telling features say together, 0–1. */
  readonly weight: number;
}

const MOST = 5;

/** The features that speak for strangeness, most telling first; unknown values say nothing. */
export function reasonsFor(
  { inputs }: Pick<ModelManifest, 'inputs'>,
  features: Features,
  usual: readonly Usual[],
  row: number,
  contributions: ArrayLike<number>,
): Reason[] {
  const telling = inputs
    .map((input, index) => ({ input, index, value: features.columns[index]![row]! }))
    .filter(({ index, value }) => !Number.isNaN(value) && contributions[index]! > 0)
    .sort((a, b) => contributions[b.index]! - contributions[a.index]! || a.index - b.index);
  const sum = telling.reduce((total, { index }) => total + contributions[index]!, 0);
  return telling.slice(0, MOST).map(({ input, index, value }) => ({
    feature: input.name,
    text: `${input.phrase.replace('{}', shown(input, value))} (usual: ${shown(input, usual[index]!.median)})`,
    weight: contributions[index]! / sum,
  }));
}

/** A value of `features.sql` as people read it. */
export function shown({ shown: how }: Pick<ModelInput, 'shown'>, value: number): string {
  switch (how) {
    case 'as-is':
      return number(value, 2);
    case 'expm1':
      return whole(Math.expm1(value));
    case 'exp':
      return whole(Math.exp(value));
    case 'percent':
      return `${number(value * 100, 0)} %`;
    case 'duration':
      return duration(Math.round(Math.expm1(value)));
  }
}

const whole = (value: number): string => number(value, value < 9.95 ? 1 : 0);
