import { describe, expect, it } from 'vitest';
import type { DetectorResult, Evaluation } from './run-evaluation.ts';
import type { Counts } from './score.ts';
import { reportText } from './write-report.ts';

const counts: Counts = {
  truth: { easy: 4, medium: 4, hard: 4 },
  found: { easy: 4, medium: 3, hard: 1 },
  right: 9,
  own: 7,
  neutral: 1,
  false: 1,
  wronglyNamed: 1,
  withoutPattern: 1000,
  decoys: 5,
  decoysHit: 1,
};
const result = (detector: string, more: Partial<DetectorResult> = {}): DetectorResult => ({
  detector,
  status: 'done',
  message: '',
  model: false,
  counts,
  ...more,
});
const evaluation: Evaluation = {
  seeds: [201, 202, 203, 204, 205],
  perSeed: [],
  detectors: [
    result('peel-chain'),
    result('ring', {
      status: 'not in this build',
      counts: { ...counts, found: { easy: 0, medium: 0, hard: 0 }, right: 0, false: 0, decoysHit: 0 },
    }),
    result('autoencoder', { model: true }),
  ],
};

describe('the report', () => {
  const text = reportText(evaluation);
  it('gives each detector its figures', () => {
    expect(text).toMatch(
      /\| peel-chain +\| 12 +\| 8 +\| 1\.00 +\| 0\.75 +\| 0\.25 +\| 9 +\| 7 +\| 1 +\| 0\.90/,
    );
  });
  it('counts a detector that is not there as having found nothing', () => {
    expect(text).toMatch(/\| ring \(not in this build\) +\| 12 +\| 0 +\| 0\.00/);
    expect(text).toMatch(/\| macro recall, easy +\| 0\.50/);
  });
  it('keeps opinions of models out of the means and says so', () => {
    expect(text.indexOf('## Opinions of models')).toBeLessThan(text.indexOf('| autoencoder'));
  });
  it('names its seeds as set aside and says what the numbers do not', () => {
    expect(text).toContain('set aside for reporting');
    expect(text).toContain('## What each number does not say');
  });
  it('is the same for the same evaluation', () => {
    expect(reportText(evaluation)).toBe(text);
  });
});
