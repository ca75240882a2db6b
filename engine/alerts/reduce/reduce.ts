import type { KnownPattern, Stage } from '#contract/reduction.ts';
import { falseDiscoveries } from '../../detectors/kernels/statistics.ts';
import type { IdentifiedAlert } from '../identify.ts';
import { marketMoments } from './correlation.ts';
import type { AlertFacts } from './facts.ts';
import { inContext, knownPattern } from './known-patterns.ts';
import type { Mark, ReducedAlert } from './stage.ts';
import { type Judgement, triageModel } from './triage-model.ts';

/** Least significance that an alert with a stated chance must have, after correction for all of them. */
export const ALPHA = 0.05;
/** Below this the triage model lowers an alert. */
const LIKELY_FALSE = 0.2;

export interface ReductionRules {
  readonly off: ReadonlySet<Stage>;
  /** `chain:address`, and `:address` for entries that hold on every chain → reason. */
  readonly allowed: ReadonlyMap<string, string>;
  readonly patterns: readonly KnownPattern[];
  /** Ids of alerts the analyst wants back. */
  readonly kept: ReadonlySet<string>;
  readonly judgements: readonly Judgement[];
}

/**
 * Passes alerts through the six stages. Nothing is removed: every stage leaves its reason on the alert, and an alert
 * that the analyst keeps passes untouched.
 */
export function reduce(
  alerts: readonly (IdentifiedAlert & { readonly facts: AlertFacts })[],
  rules: ReductionRules,
): ReducedAlert[] {
  const on = (stage: Stage) => !rules.off.has(stage);
  const plain: ReducedAlert[] = alerts.map((alert) => ({ ...alert, marks: [] }));
  const tested = plain.filter(({ chance }) => chance !== null);
  const significant = falseDiscoveries(
    tested.map(({ chance }) => chance ?? 1),
    ALPHA,
  );
  const byChance = new Set(tested.filter((_, index) => !significant[index]).map(({ id }) => id));
  const likely = on('triage-model') ? triageModel(rules.judgements) : null;
  const moments = on('correlation') ? marketMoments(plain) : new Map<ReducedAlert, never>();

  return plain.map((alert) => {
    if (rules.kept.has(alert.id)) return alert;
    const marks: Mark[] = [];
    const mark = (found: Mark | null) => {
      if (found) marks.push(found);
    };
    if (on('allow-list')) mark(allowed(alert, rules.allowed));
    if (on('known-pattern')) mark(knownPattern(alert, rules.patterns));
    if (on('context')) mark(inContext(alert));
    if (on('significance') && byChance.has(alert.id))
      marks.push({
        stage: 'significance',
        effect: 'dropped',
        reason: `Chance explains it: ${(alert.chance ?? 1).toPrecision(2)} is not significant at ${ALPHA * 100} % among the ${tested.length} alerts that state a chance.`,
      });
    if (likely) {
      const right = likely(alert);
      if (right < LIKELY_FALSE)
        marks.push({
          stage: 'triage-model',
          effect: 'lowered',
          reason: `Alerts like this were mostly called false: the model learnt from ${rules.judgements.length} verdicts gives it ${Math.round(right * 100)} %.`,
        });
    }
    const moment = moments.get(alert);
    if (moment)
      marks.push({
        stage: 'correlation',
        effect: 'joined',
        reason: `One of ${moment.subjects} subjects with the same alert within the hour: a market-wide moment, told as one story.`,
      });
    return { ...alert, marks };
  });
}

function allowed(alert: ReducedAlert, list: ReadonlyMap<string, string>): Mark | null {
  if (alert.facts.system)
    return { stage: 'allow-list', effect: 'dropped', reason: 'Null and burn addresses belong to nobody.' };
  if (list.size === 0 || alert.subjects.length === 0) return null;
  const reasons = alert.subjects.map(
    ({ chain, id }) => list.get(`${chain ?? ''}:${id}`) ?? list.get(`:${id}`),
  );
  if (reasons.some((reason) => reason === undefined)) return null;
  return {
    stage: 'allow-list',
    effect: 'dropped',
    reason: `On the allow-list: ${[...new Set(reasons)].join('; ')}`,
  };
}
