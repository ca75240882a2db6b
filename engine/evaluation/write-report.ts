import { OPINIONS } from './also.ts';
import { DIFFICULTIES } from './define.ts';
import type { Figures } from './figures.ts';
import {
  type DetectorResult,
  type Evaluation,
  FIRST,
  HELD_OUT_SEEDS,
  lineOf,
  summarise,
  TUNING_SEEDS,
} from './run-evaluation.ts';

const figure = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));

/** A Markdown table with columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(3, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(rows[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)];
}

function detectorTable(results: readonly DetectorResult[], seeds: readonly number[]): string[] {
  return table([
    [
      'detector',
      'planted',
      'found',
      'recall easy',
      'medium',
      'hard',
      'right',
      'of its own',
      'false',
      'precision',
      'false-positive rate',
      'decoys hit',
    ],
    ...results.map((result) => {
      const line = lineOf(result, seeds);
      return [
        result.status === 'done' ? result.detector : `${result.detector} (${result.status})`,
        `${line.truth}`,
        `${line.found}`,
        figure(line.recallEasy),
        figure(line.recallMedium),
        figure(line.recallHard),
        `${line.truePositive}`,
        `${line.truePositiveOwn}`,
        `${line.falsePositive}`,
        figure(line.precision),
        figure(line.falsePositiveRate, 4),
        `${line.decoysHit} of ${line.decoys}`,
      ];
    }),
  ]);
}

function decoyTable({ perSeed }: Evaluation): string[] {
  const kinds = new Map<string, { of: number; hit: Set<string>; by: Set<string> }>();
  for (const { generated, judged } of perSeed) {
    for (const { kind } of generated.decoys) {
      const known = kinds.get(kind) ?? { of: 0, hit: new Set(), by: new Set() };
      kinds.set(kind, { ...known, of: known.of + 1 });
    }
    for (const { alert, decoys } of judged)
      for (const decoy of decoys) {
        const known = kinds.get(decoy.kind)!;
        known.hit.add(`${generated.seed} ${decoy.id}`);
        known.by.add(alert.detector);
      }
  }
  return table([
    ['look-alike', 'planted', 'hit', 'by'],
    ...[...kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, { of, hit, by }]) => [kind, `${of}`, `${hit.size}`, [...by].sort().join(', ') || '–']),
  ]);
}

const seedsText = (seeds: readonly number[]): string => {
  const same = (other: readonly number[]) => seeds.join() === other.join();
  const kind = same(HELD_OUT_SEEDS)
    ? 'set aside for reporting; thresholds are chosen on others'
    : same(TUNING_SEEDS)
      ? 'the ones thresholds are chosen on, so these figures flatter'
      : 'chosen for this run';
  return `${seeds.join(', ')} (${kind})`;
};

/** The text of `docs/detection-quality.md`. The same evaluation gives the same text. */
export function reportText(evaluation: Evaluation): string {
  const { seeds, perSeed, detectors } = evaluation;
  const summary = summarise(evaluation);
  const counted = detectors.filter(({ model }) => !model);
  const models = detectors.filter(({ model }) => model);
  const absent = detectors
    .filter(({ status }) => status === 'not in this build')
    .map(({ detector }) => detector);
  const lines = [
    '# Detection quality',
    '',
    '<!-- Written by `spyhop eval --write docs/detection-quality.md`. Run it again in place of editing. -->',
    '',
    'How well the detectors find patterns that were planted in generated chain activity, and how often they speak up without reason. The generator follows the published definitions of the patterns, not the code of the detectors.',
    '',
    `Seeds: ${seedsText(seeds)}. Detectors ran with their default parameters.`,
    ...(absent.length > 0
      ? ['', `Not in this build, counted as having found nothing: ${absent.join(', ')}.`]
      : []),
    '',
    '## Over all detectors',
    '',
    ...table([
      ['figure', 'value', 'goal'],
      ['macro recall, easy', figure(summary.macroRecall.easy), '0.90'],
      ['macro recall, medium', figure(summary.macroRecall.medium), '0.90'],
      ['macro recall, hard', figure(summary.macroRecall.hard), '0.70'],
      ['macro precision', figure(summary.macroPrecision), '0.85'],
      ['precision over all alerts', figure(summary.precision), '0.85'],
      ['decoy hit rate', figure(summary.decoyHitRate, 3), 'at most 0.05'],
      ...FIRST.map((n) => [
        `precision among the first ${n}`,
        figure(summary.amongFirst[n] ?? null),
        n === 50 ? '0.95' : '',
      ]),
    ]),
    '',
    `Means are over ${summary.detectors} detectors, each with the same weight; the models' opinions (${OPINIONS.join(', ')}) are reported apart.`,
    '',
    '## Each detector',
    '',
    ...detectorTable(counted, seeds),
    ...(models.length > 0
      ? [
          '',
          '## Opinions of models',
          '',
          'These raise leads, not findings. One planting of behavioural outliers serves all of them.',
          '',
          ...detectorTable(models, seeds),
        ]
      : []),
    '',
    '## Look-alikes',
    '',
    'Legitimate activity that resembles a pattern. A look-alike is hit if a detector that must stay quiet on it names mainly its accounts.',
    '',
    ...decoyTable(evaluation),
    '',
    '## What each number does not say',
    '',
    'All of it: generator and detectors come from one house. Some defaults were set by people who knew the sizes of the planted patterns, so other data will show less; `--without dollars,symbols,methods,labels` makes the worlds poorer, as real files often are.',
    '',
    '- **Recall** says how many of the planted patterns were found, not how many of the patterns in the world: whoever hides in a way that the generator does not know is not in it.',
    '- **Recall by difficulty** depends on where the generator draws the lines between easy, medium and hard: easy lies well past the start values, medium is mixed with ordinary traffic, hard lies near the start values and is camouflaged. Real cases do not come with such a mark.',
    '- **Precision** depends on how much was planted beside how much ordinary life. In real data patterns are far rarer, so the same detector will have a lower precision there. An alert that is right about a related pattern counts as right (a peel chain also passes money through, and breaks with the past of its accounts); the column `of its own` says how many alerts found a pattern planted for their very detector, and where it is far below `right` the precision is generous. Alerts that are right by the letter and that nobody asked for count neither way.',
    '- **False-positive rate** divides the accounts wrongly named by all accounts without the pattern, most of which hardly move. It looks small even where an analyst would find the false alerts many.',
    '- **Decoys hit** covers the look-alikes that were thought of. Real life has more kinds.',
    '- **Precision among the first** 20, 50 and 100 judges the order of the alerts of one generated case in which patterns are plentiful; it is no promise for a case in which there is nothing to find.',
    '- **None of them** says that an account whose pattern was found did something wrong.',
    '',
    '## What was generated',
    '',
    ...table([
      [
        'seed',
        'transfers',
        'accounts',
        'planted',
        'look-alikes',
        'alerts',
        ...FIRST.map((n) => `right among the first ${n}`),
      ],
      ...perSeed.map((result) => [
        `${result.generated.seed}`,
        `${result.transfers}`,
        `${result.accounts}`,
        `${result.generated.truths.length}`,
        `${result.generated.decoys.length}`,
        `${result.judged.length}`,
        ...FIRST.map((n) => figure(result.first[n] ?? null)),
      ]),
    ]),
    '',
    `Three chains (Ethereum, Polygon, Arbitrum), 75 days, people with habits of their own, exchanges with deposit addresses (some labelled), DEX pools, merchants, market makers. Each pattern is planted at ${DIFFICULTIES.length} difficulties. An alert finds a planted pattern if it is of the same detector, names a key account, at least half of the accounts it names take part, and the times meet within an hour. For whale movements every transfer over the line is a pattern, planted or not.`,
  ];
  return `${lines.join('\n')}\n`;
}

const rounded = (share: number | null): number | null =>
  share === null ? null : Math.round(share * 1e5) / 1e5;

/** The figures that reports cite; always the same text for the same evaluation. */
export function figuresText(evaluation: Evaluation): string {
  const figures: Figures = {
    seeds: evaluation.seeds.join(', '),
    detectors: evaluation.detectors
      .filter(({ status }) => status === 'done')
      .map((result) => lineOf(result, evaluation.seeds))
      .map((line) => ({
        detector: line.detector,
        planted: line.truth,
        found: line.found,
        recallEasy: rounded(line.recallEasy),
        recallMedium: rounded(line.recallMedium),
        recallHard: rounded(line.recallHard),
        precision: rounded(line.precision),
        falsePositiveRate: rounded(line.falsePositiveRate),
        decoys: line.decoys,
        decoysHit: line.decoysHit,
      })),
  };
  return `${JSON.stringify(figures, null, 2)}\n`;
}
