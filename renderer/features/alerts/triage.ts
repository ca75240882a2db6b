import { countOf } from '../../ui/format.ts';
import { refreshCase } from '../../workspace/case-actions.ts';
import { answersChanged, didStep, notify, reportProblem } from '../../workspace/store.ts';
import { include, setVerdict, type VerdictName, verdictsOf } from './queries.ts';
import { judged, type KnownVerdict, useAlerts } from './store.ts';

/** An alert a decision is about, with what held before. */
export interface TriageTarget extends KnownVerdict {
  readonly id: string;
  readonly exhibit: number | null;
}

const words: Record<VerdictName, string> = {
  true: 'true',
  false: 'false',
  unsure: 'unsure',
  escalate: 'escalated',
};

/** Alerts with the same earlier verdict go back together: one question to the engine for each. */
export function groupByVerdict(targets: readonly TriageTarget[]): { known: KnownVerdict; ids: string[] }[] {
  const groups = new Map<string, { known: KnownVerdict; ids: string[] }>();
  for (const target of targets) {
    const key = `${target.verdict ?? ''} ${target.reason}`;
    const group = groups.get(key) ?? { known: { verdict: target.verdict, reason: target.reason }, ids: [] };
    group.ids.push(target.id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Fills in the verdicts of alerts that were chosen without being seen. */
async function withVerdicts(targets: readonly TriageTarget[]): Promise<TriageTarget[]> {
  if (!targets.some((target) => target.unknown)) return [...targets];
  const known = await verdictsOf();
  return targets.map(({ unknown, ...target }) =>
    unknown ? { ...target, ...(known.get(target.id) ?? { verdict: null, reason: '' }) } : target,
  );
}

async function put(ids: readonly string[], known: KnownVerdict): Promise<void> {
  await setVerdict(ids, known.verdict, known.reason);
  useAlerts.setState((s) => judged(s, ids, known));
}

/** Chooses many at once. What verdicts they had is asked before the first decision, so that it can be undone. */
export function chooseAll(ids: readonly string[]): void {
  useAlerts.setState((s) => ({
    ...s,
    chosen: new Map(ids.map((id) => [id, s.chosen.get(id) ?? { verdict: null, reason: '', unknown: true }])),
  }));
}

/** Records a verdict; it can be taken back. Giving the verdict an alert already has takes it away. */
export async function judge(
  given: readonly TriageTarget[],
  verdict: VerdictName,
  reason = '',
): Promise<boolean> {
  if (given.length === 0) return false;
  const targets = await withVerdicts(given);
  const ids = targets.map((t) => t.id);
  const same = targets.every((t) => t.verdict === verdict && t.reason === reason);
  const known: KnownVerdict = same ? { verdict: null, reason: '' } : { verdict, reason };
  const apply = async () => {
    await put(ids, known);
    answersChanged();
  };
  try {
    await apply();
  } catch (error) {
    reportProblem(error);
    return false;
  }
  const label = same
    ? `verdict taken back on ${countOf(ids.length, 'alert')}`
    : `${countOf(ids.length, 'alert')} marked ${words[verdict]}`;
  didStep({
    label,
    redo: apply,
    undo: async () => {
      for (const group of groupByVerdict(targets)) await put(group.ids, group.known);
      answersChanged();
    },
  });
  notify(`${label.charAt(0).toUpperCase()}${label.slice(1)}. Ctrl Z takes it back.`);
  return true;
}

const numbers = (exhibits: readonly number[]): string =>
  exhibits.length === 1 ? `exhibit ${exhibits[0]}` : `exhibits ${exhibits[0]} to ${exhibits.at(-1)}`;

/** Puts alerts into the case and says under which exhibit number they went. */
export async function addToCase(targets: readonly TriageTarget[]): Promise<void> {
  const fresh = targets.filter((t) => t.exhibit === null).map((t) => t.id);
  if (fresh.length === 0) {
    if (targets[0]?.exhibit) notify(`Already in the case as ${numbers([targets[0].exhibit])}.`);
    return;
  }
  const add = async () => {
    const items = await include(fresh, true);
    await refreshCase();
    return items.filter((i) => fresh.includes(i.alertId)).map((i) => i.exhibit);
  };
  try {
    const exhibits = (await add()).sort((a, b) => a - b);
    notify(`Added to the case as ${numbers(exhibits)}.`);
    didStep({
      label: `${countOf(fresh.length, 'alert')} added to the case`,
      redo: async () => void (await add()),
      undo: () => removeFromCase(fresh),
    });
  } catch (error) {
    reportProblem(error);
  }
}

async function removeFromCase(ids: readonly string[]): Promise<void> {
  await include(ids, false);
  await refreshCase();
}

/** Takes alerts out of the case again; the journal keeps that they were in it. */
export async function takeOut(ids: readonly string[]): Promise<void> {
  try {
    await removeFromCase(ids);
    didStep({
      label: `${countOf(ids.length, 'alert')} taken out of the case`,
      redo: () => removeFromCase(ids),
      undo: async () => {
        await include(ids, true);
        await refreshCase();
      },
    });
    notify('Taken out of the case. Ctrl Z takes it back.');
  } catch (error) {
    reportProblem(error);
  }
}
