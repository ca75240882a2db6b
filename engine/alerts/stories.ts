import { createHash } from 'node:crypto';
import { short } from '../detectors/define.ts';
import { marketMoments } from './reduce/correlation.ts';
import { isDropped, type ReducedAlert } from './reduce/stage.ts';

/** Several alerts that are one thing. */
export interface Story {
  readonly id: string;
  readonly kind: 'related' | 'market-wide';
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly alerts: readonly ReducedAlert[];
  /** Subjects that most of its alerts name, most named first; at most twelve. */
  readonly subjects: readonly string[];
}

/** A subject in more alerts than this joins nothing: everybody deals with it. */
const COMMON_SUBJECT = 40;
/** An alert joins by a subject only others that begin or end within this time of it. */
const NEAR_MS = 3 * 86_400_000;

/**
 * Alerts that rest on a same row, or that name a same subject at about the same time, belong to one story; so do
 * alerts of one market-wide moment. Order of the stories: by their earliest alert.
 */
export function stories(alerts: readonly ReducedAlert[]): Story[] {
  const told = alerts.filter((alert) => !isDropped(alert));
  const parent = Int32Array.from(told.keys());
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const join = (a: number, b: number) => {
    const [low, high] = [root(a), root(b)].sort((x, y) => x - y) as [number, number];
    parent[high] = low;
  };

  const moments = marketMoments(told);
  const byMoment = new Map<string, number>();
  const byRow = new Map<string, number>();
  const bySubject = new Map<string, number[]>();
  for (const [index, alert] of told.entries()) {
    const moment = moments.get(alert);
    if (moment) {
      const known = byMoment.get(moment.key);
      if (known === undefined) byMoment.set(moment.key, index);
      else join(known, index);
      continue;
    }
    for (const { target, rowId } of alert.evidence) {
      if (target === 'tag' || target === 'price') continue;
      const known = byRow.get(`${target}:${rowId}`);
      if (known === undefined) byRow.set(`${target}:${rowId}`, index);
      else join(known, index);
    }
    for (const { kind, chain, id } of alert.subjects) {
      if (kind === 'market') continue;
      const key = `${chain ?? ''}:${id}`;
      (bySubject.get(key) ?? bySubject.set(key, []).get(key)!).push(index);
    }
  }
  for (const together of bySubject.values()) {
    if (together.length < 2 || together.length > COMMON_SUBJECT) continue;
    const ordered = [...together].sort((a, b) => (told[a]!.start < told[b]!.start ? -1 : 1));
    for (const [place, index] of ordered.slice(1).entries()) {
      const before = ordered[place]!;
      if (Date.parse(told[index]!.start) - Date.parse(told[before]!.end) <= NEAR_MS) join(before, index);
    }
  }

  const groups = new Map<number, ReducedAlert[]>();
  for (const [index, alert] of told.entries()) {
    const of = root(index);
    (groups.get(of) ?? groups.set(of, []).get(of)!).push(alert);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => tell(group, moments.has(group[0]!)))
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1));
}

function tell(group: readonly ReducedAlert[], marketWide: boolean): Story {
  const times = new Map<string, number>();
  for (const { subjects } of group) for (const { id } of subjects) times.set(id, (times.get(id) ?? 0) + 1);
  const subjects = [...times]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 12)
    .map(([id]) => id);
  const kinds = new Map<string, number>();
  for (const { detector } of group) kinds.set(detector.id, (kinds.get(detector.id) ?? 0) + 1);
  const named = [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
  const what = named.slice(0, 3).join(', ') + (named.length > 3 ? ` and ${named.length - 3} more` : '');
  const ids = group.map(({ id }) => id).sort();
  return {
    id: createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 16),
    kind: marketWide ? 'market-wide' : 'related',
    title: marketWide
      ? `Market-wide: ${what} at ${times.size} subjects within an hour`
      : `${short(subjects[0] ?? '')}${times.size > 1 ? ` and ${times.size - 1} ${times.size === 2 ? 'other' : 'others'}` : ''}: ${what}`,
    start: group.map(({ start }) => start).sort()[0]!,
    end: group
      .map(({ end }) => end)
      .sort()
      .at(-1)!,
    alerts: group,
    subjects,
  };
}
