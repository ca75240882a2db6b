import { useEffect, useMemo, useRef, useState } from 'react';
import type { Progress } from '#contract/common.ts';
import type { LeaveOut, Unread, WordPlace } from '#contract/redaction.ts';
import { countOf } from '../../ui/format.ts';
import { duringWork } from '../../workspace/during-work.ts';
import { cancelWork } from '../../workspace/store.ts';
import { findWords } from './queries.ts';

interface Found {
  readonly places: readonly WordPlace[];
  readonly total: number;
  readonly canGo: number;
  readonly unread: readonly Unread[];
}

/** Places with the same key are left out together. */
export const keyOf = ({ leaveOut }: WordPlace): string => JSON.stringify(leaveOut);

/** One word a line. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 1),
  ),
];

/** What the chosen places come to, with what is left out anyway. */
export function sumOf(places: readonly WordPlace[], chosen: ReadonlySet<string>, other: LeaveOut): LeaveOut {
  const parts = [
    other,
    ...places.flatMap((place) => (place.leaveOut && chosen.has(keyOf(place)) ? [place.leaveOut] : [])),
  ];
  return {
    originals: [...new Set(parts.flatMap(({ originals }) => originals))],
    exhibits: [...new Set(parts.flatMap(({ exhibits }) => exhibits))],
    documents: [
      ...new Map(parts.flatMap(({ documents }) => documents.map((key) => [key.id, key] as const))).values(),
    ],
    actions: [...new Set(parts.flatMap(({ actions }) => actions))],
    entries: [...new Set(parts.flatMap(({ entries }) => entries))],
  };
}

/** Words that should not be in a copy: where they occur, and what of that was chosen to be left out. */
export function useWordSearch() {
  const [text, setText] = useState('');
  const [task, setTask] = useState<number | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const words = useMemo(() => wordsIn(text), [text]);
  const running = useRef<number | null>(null);
  // A search whose dialog was closed has nobody to tell.
  useEffect(
    () => () => {
      if (running.current !== null) cancelWork(running.current);
    },
    [],
  );

  const search = () =>
    duringWork('Searching the case for words', 'Cancelled. Nothing was changed.', async (work) => {
      running.current = work.id;
      setTask(work.id);
      setFound(null);
      setChosen(new Set());
      try {
        const places: WordPlace[] = [];
        for await (const event of findWords(words, work.signal)) {
          if (event.type === 'places') places.push(...event.places);
          else if (event.type === 'progress') {
            setProgress(event.progress);
            work.report({ progress: event.progress, rate: null, remainingSeconds: null });
          } else {
            const { total, canGo, unread } = event;
            // what can go is what there is to decide
            const sorted = [...places].sort(
              (a, b) => Number(a.leaveOut === null) - Number(b.leaveOut === null),
            );
            setFound({ places: sorted, total, canGo, unread });
            return `${countOf(total, 'place')}.`;
          }
        }
        return '';
      } finally {
        running.current = null;
        setTask(null);
        setProgress(null);
      }
    });

  const free = useMemo(
    () => new Set(found?.places.filter(({ leaveOut }) => leaveOut !== null).map(keyOf)),
    [found],
  );
  return {
    text,
    words,
    found,
    chosen,
    searching: task !== null,
    progress,
    /** Everything that can be left out is: what is not listed too. */
    everything: free.size > 0 && chosen.size === free.size,
    setText: (next: string) => {
      setText(next);
      setFound(null);
      setChosen(new Set());
    },
    search,
    cancel: () => {
      if (task !== null) cancelWork(task);
    },
    choose: (key: string, on: boolean) => {
      const next = new Set(chosen);
      if (on) next.add(key);
      else next.delete(key);
      setChosen(next);
    },
    chooseAll: (on: boolean) => setChosen(on ? free : new Set()),
  };
}
export type WordSearch = ReturnType<typeof useWordSearch>;
