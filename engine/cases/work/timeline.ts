import type { TimelineEntry, TimelineQuery } from '#contract/case-work.ts';
import type { Session } from '../../warehouse/session.ts';
import type { CaseFolder } from '../case-folder.ts';
import { storedEvidence, storedWork } from './stored.ts';

type WorldEntry = Extract<TimelineEntry, { type: 'world' }>;

/** Events of the world from exhibits and findings, and actions from the journal, in one order; a page of it. */
export async function caseTimeline(
  folder: CaseFolder,
  session: Session,
  query: TimelineQuery,
): Promise<{ total: number; rows: TimelineEntry[] }> {
  const { journal } = folder;
  const from = query.from === null ? Number.NEGATIVE_INFINITY : Date.parse(query.from);
  const to = query.to === null ? Number.POSITIVE_INFINITY : Date.parse(query.to);
  const within = (time: number) => time >= from && time <= to;
  const world = query.world ? await worldEvents(session) : [];
  const places: { time: number; event?: WorldEntry; seq: number }[] = [];
  for (const event of world) {
    const time = Date.parse(event.at);
    if (within(time)) places.push({ time, event, seq: -1 });
  }
  if (query.actions)
    for (let seq = 0; seq < journal.length; seq += 1) {
      const time = journal.timeOf(seq);
      if (within(time)) places.push({ time, seq });
    }
  places.sort((a, b) => a.time - b.time || a.seq - b.seq);
  if (query.descending) places.reverse();
  return {
    total: places.length,
    rows: places.slice(query.offset, query.offset + query.limit).map(({ event, seq }) => {
      if (event) return event;
      const { at, action, by, detail } = journal.read(seq);
      return { type: 'action', at, seq, action, by, detail };
    }),
  };
}

async function worldEvents(session: Session): Promise<WorldEntry[]> {
  const evidence = (await storedEvidence(session, false)).flatMap(({ id, exhibit, events }) =>
    events.map(
      ({ at, text }): WorldEntry => ({
        type: 'world',
        at,
        text,
        source: { kind: 'evidence', id },
        label: `Exhibit ${exhibit}`,
      }),
    ),
  );
  const findings = (await storedWork(session, ['finding'], false)).flatMap(({ id, number, content }) =>
    content.kind === 'finding'
      ? content.events.map(
          ({ at, text }): WorldEntry => ({
            type: 'world',
            at,
            text,
            source: { kind: 'finding', id },
            label: `Finding ${number}`,
          }),
        )
      : [],
  );
  return [...evidence, ...findings];
}
