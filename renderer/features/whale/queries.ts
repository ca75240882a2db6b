import type { Movers } from '#contract/board.ts';
import { entityId } from '#contract/entities.ts';
import type { FoundSubjects } from '#contract/graph.ts';
import type { ProfileEvent } from '#contract/whales.ts';
import { engine } from '../../workspace/engine.ts';
import { frameQuery, type TimeFrame } from '../../workspace/time-frame.ts';

export const profiles = (
  subjects: readonly string[],
  frame: TimeFrame | null,
  knownBy: string | null,
  signal: AbortSignal,
): AsyncIterable<ProfileEvent> =>
  engine().client.accounts.profile(
    // a sheet has less room for each
    { subjects: [...subjects], ...frameQuery(frame), knownBy, counterparties: subjects.length > 1 ? 20 : 10 },
    { signal },
  );

export const findSubjects = (texts: readonly string[], signal: AbortSignal): Promise<FoundSubjects> =>
  engine().client.graph.findSubjects({ texts: [...texts] }, { signal });

/** Addresses and entities whose name or label matches a text. */
export async function searchSubjects(
  text: string,
  signal: AbortSignal,
): Promise<{ id: string; title: string; detail: string }[]> {
  const hits = await engine().client.workspace.search({ text, limit: 30 }, { signal });
  const found = hits.flatMap((hit) => {
    if (hit.kind === 'entity') return [{ id: hit.id, title: hit.title, detail: `entity · ${hit.detail}` }];
    return (hit.kind === 'address' || hit.kind === 'tag') && hit.chain !== null
      ? [{ id: `${hit.chain}:${hit.id}`, title: hit.title, detail: hit.detail }]
      : [];
  });
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

export const largestMovers = (limit: number, signal: AbortSignal): Promise<Movers> =>
  engine().client.board.movers({ limit }, { signal });

/** The addresses and entities an alert is about, as the whale page names them. */
export async function alertSubjects(id: string): Promise<string[]> {
  const { alert } = await engine().client.alerts.detail({ alertId: id });
  return alert.subjects.flatMap((subject) =>
    subject.kind === 'entity'
      ? [entityId({ kind: 'label', name: subject.id })]
      : subject.kind === 'address' && subject.chain !== null
        ? [`${subject.chain}:${subject.id}`]
        : [],
  );
}
