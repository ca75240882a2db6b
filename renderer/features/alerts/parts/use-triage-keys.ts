import { useMemo } from 'react';
import { type Command, useCommands } from '../../../workspace/commands.ts';
import { openInGraph, useWorkspace } from '../../../workspace/store.ts';
import type { VerdictName } from '../queries.ts';
import { useAlerts } from '../store.ts';
import { addToCase, judge, type TriageTarget } from '../triage.ts';

/** The alert in the inspector, as far as the inspector knows it. */
let inspected: TriageTarget | null = null;
export const setInspected = (target: TriageTarget | null): void => {
  inspected = target;
};

/** Chosen rows if there are any, otherwise the selected alert. */
export function triageTargets(): TriageTarget[] {
  const { chosen } = useAlerts.getState();
  if (chosen.size > 0) return [...chosen].map(([id, known]) => ({ id, ...known, exhibit: null }));
  const { selection } = useWorkspace.getState();
  if (selection?.kind !== 'alert' || inspected?.id !== selection.id) return [];
  return [inspected];
}

const verdictKeys: { verdict: VerdictName; keys: string; title: string }[] = [
  { verdict: 'true', keys: 't', title: 'Verdict: true' },
  { verdict: 'false', keys: 'f', title: 'Verdict: false' },
  { verdict: 'unsure', keys: 'u', title: 'Verdict: unsure' },
  { verdict: 'escalate', keys: '!', title: 'Verdict: escalate' },
];

const triageCommands = (advance: (() => void) | undefined): Command[] => [
  ...verdictKeys.map(({ verdict, keys, title }) => ({
    id: `verdict-${verdict}`,
    title,
    group: 'Triage',
    keys: [keys],
    run: () => {
      const targets = triageTargets();
      const single = useAlerts.getState().chosen.size === 0;
      void judge(targets, verdict).then((done) => {
        if (done && single && useAlerts.getState().filters.verdicts.length === 0) advance?.();
      });
    },
  })),
  {
    id: 'add-to-case',
    title: 'Add to the case',
    group: 'Triage',
    keys: ['e'],
    run: () => void addToCase(triageTargets()),
  },
  {
    id: 'alert-in-graph',
    title: 'Open the alert in the graph',
    group: 'Triage',
    keys: ['o'],
    run: () => {
      const { selection } = useWorkspace.getState();
      if (selection?.kind === 'alert') openInGraph({ kind: 'alert', id: selection.id });
    },
  },
  {
    id: 'note',
    title: 'Write a note on the exhibit',
    group: 'Triage',
    keys: ['n'],
    run: () => document.querySelector<HTMLTextAreaElement>('.inspector .note-field')?.focus(),
  },
];

/** Offers the triage keys; `advance` goes to the next alert after a verdict on a single one. */
export function useTriageKeys(advance?: () => void): void {
  useCommands(useMemo(() => triageCommands(advance), [advance]));
}
