import type { Priority } from '#contract/detection.ts';
import { round } from '../detectors/run-detector.ts';
import { isDropped, isLowered, type ReducedAlert } from './reduce/stage.ts';

/** What each factor may contribute at most; together 1, less half the track record while it is unknown. */
export const weights = {
  confidence: 0.25,
  severity: 0.2,
  impact: 0.2,
  recency: 0.15,
  correlation: 0.1,
  trackRecord: 0.1,
} as const;

/** A level needs both: a place among the best of this case, and a sum that means something by itself. */
export const levels: readonly { level: Priority; share: number; floor: number }[] = [
  { level: 'CRITICAL', share: 0.05, floor: 0.62 },
  { level: 'HIGH', share: 0.25, floor: 0.52 },
  { level: 'MEDIUM', share: 1, floor: 0.38 },
];

const severityValue = { LOW: 0.3, MEDIUM: 0.6, HIGH: 1 } as const;

/** Half of it is gone after this many days before `as_of`. */
const RECENCY_HALF_LIFE_DAYS = 30;

/** What is added to (or taken from) the sum of the factors. */
export const modifiers = {
  /** The alert is of coordination, or a subject is in one. */
  coordination: 0.05,
  /** A subject is exposed to a mixer or a sanctioned address. */
  mixing: 0.05,
  /** A subject moved very much in the imported rows. */
  veryLargeHolder: 0.05,
  /** A stage after detection lowered it. */
  lowered: -0.2,
} as const;

const VERY_LARGE_USD = 10_000_000;

export interface PrioritisedAlert extends ReducedAlert {
  /** The factors, and the modifiers that apply. */
  readonly parts: Record<keyof typeof weights, number> & Partial<Record<keyof typeof modifiers, number>>;
  readonly sum: number;
  readonly priority: Priority;
}

/** Share of an analyst's verdicts on a detector that were true, with the number of them. */
export type TrackRecord = ReadonlyMap<string, { readonly share: number; readonly verdicts: number }>;

const subjectKeys = (alert: ReducedAlert) =>
  alert.subjects.map(({ kind, chain, id }) => `${kind}:${chain ?? ''}:${id}`);

/**
 * Weighs every alert by six named factors and the modifiers that apply; the sum stays within 0 and 1. Impact is dollars where they are known (1 k$ → 0, 10 M$ → 1),
 * and neutral (0.5) where they are not; correlation counts other detectors that name a same subject; the track record
 * is neutral (0.5) until there are verdicts.
 */
export function prioritise(
  alerts: readonly ReducedAlert[],
  asOf: string,
  record: TrackRecord = new Map(),
): PrioritisedAlert[] {
  const detectorsOf = new Map<string, Set<string>>();
  const familiesOf = new Map<string, Set<string>>();
  for (const alert of alerts.filter((one) => !isDropped(one)))
    for (const key of subjectKeys(alert)) {
      const set = detectorsOf.get(key) ?? new Set<string>();
      set.add(alert.detector.id);
      detectorsOf.set(key, set);
      const families = familiesOf.get(key) ?? new Set<string>();
      families.add(alert.detector.family);
      familiesOf.set(key, families);
    }
  const now = Date.parse(asOf);
  const weighed = alerts.map((alert) => {
    const others = new Set(subjectKeys(alert).flatMap((key) => [...(detectorsOf.get(key) ?? [])]));
    others.delete(alert.detector.id);
    const days = Math.max(0, (now - Date.parse(alert.end)) / 86_400_000);
    const known = record.get(alert.detector.id);
    const impact =
      alert.impactUsd === null
        ? 0.5
        : Math.min(1, Math.max(0, Math.log10(Math.max(alert.impactUsd, 1) / 1000) / 4));
    const parts = {
      confidence: round(weights.confidence * alert.confidence),
      severity: round(weights.severity * severityValue[alert.severity]),
      impact: round(weights.impact * impact),
      recency: round(weights.recency * 0.5 ** (days / RECENCY_HALF_LIFE_DAYS)),
      correlation: round(weights.correlation * Math.min(1, others.size / 3)),
      trackRecord: round(weights.trackRecord * (known && known.verdicts > 0 ? known.share : 0.5)),
    };
    const families = new Set(subjectKeys(alert).flatMap((key) => [...(familiesOf.get(key) ?? [])]));
    const applying = {
      ...(families.has('coordination') ? { coordination: modifiers.coordination } : {}),
      ...(families.has('exposure') ? { mixing: modifiers.mixing } : {}),
      ...(alert.facts.largestSubjectUsd >= VERY_LARGE_USD
        ? { veryLargeHolder: modifiers.veryLargeHolder }
        : {}),
      ...(isLowered(alert) ? { lowered: modifiers.lowered } : {}),
    };
    const all = { ...parts, ...applying };
    const sum = Object.values(all).reduce((total, part) => total + part, 0);
    return { ...alert, parts: all, sum: round(Math.min(1, Math.max(0, sum))) };
  });
  const sums = weighed
    .filter((alert) => !isDropped(alert))
    .map((alert) => alert.sum)
    .sort((a, b) => b - a);
  // a sum that very many alerts share is no place among the best: what lies above a cut must stand above those below it
  const cut = (share: number) => {
    const places = Math.ceil(sums.length * share);
    const edge = sums[places - 1] ?? 1;
    return sums[places] === edge ? edge + 1e-9 : edge;
  };
  return weighed.map((alert) => ({
    ...alert,
    priority:
      (isDropped(alert)
        ? undefined
        : levels.find(({ share, floor }) => alert.sum >= floor && alert.sum >= cut(share))
      )?.level ?? 'LOW',
  }));
}
