import { randomUUID } from 'node:crypto';
import {
  AddEvidence,
  type EvidenceItem,
  SaveWork,
  type WorkContent,
  type WorkDocument,
  type WorkKey,
  type WorkVersion,
} from '#contract/case-work.ts';
import { EngineError } from '#contract/errors.ts';
import type { Session } from '../../warehouse/session.ts';
import type { CaseFolder } from '../case-folder.ts';
import { canonicalJson, datasetsDigest, valueDigest } from './data-digest.ts';
import { freezePicture } from './pictures.ts';
import { nextNumber, type StoredEvidence, storedEvidence, storedWork } from './stored.ts';

/** Freezes something seen as the next exhibit. @throws EngineError `invalid` when data or style are no JSON, or the picture is none. */
export async function addEvidence(folder: CaseFolder, request: AddEvidence): Promise<EvidenceItem> {
  folder.need('change');
  const { data, style, picture, ...stated } = AddEvidence.parse(request);
  const value = jsonOf(data, 'data');
  if (style !== null) jsonOf(style, 'style');
  const frozen = {
    data: folder.frozen.put(data),
    style: style === null ? null : folder.frozen.put(style),
    picture: picture === null ? null : freezePicture(folder.frozen, picture),
  };
  const id = randomUUID();
  await folder.act(async (session) => {
    const exhibit = await nextNumber(session, 'evidence');
    const item: StoredEvidence = {
      ...stated,
      id,
      exhibit,
      alertId: null,
      frozen,
      dataDigest: valueDigest(value),
      datasetsDigest: await datasetsDigest(session),
    };
    return { action: 'evidence-added', detail: { exhibit, items: [item] } };
  });
  return oneExhibit(folder, id);
}

/** Changes the title or note of an exhibit; what it shows never changes. */
export async function changeEvidence(
  folder: CaseFolder,
  { id, ...change }: { id: string; title?: string | undefined; note?: string | undefined },
): Promise<EvidenceItem> {
  await folder.act(async (session) => {
    const item = await requireExhibit(session, id);
    const kept = Object.entries(change).filter(
      ([key, value]) => value !== undefined && item[key as 'title' | 'note'] !== value,
    );
    return kept.length === 0
      ? null
      : { action: 'evidence-changed', detail: { id, ...Object.fromEntries(kept) } };
  });
  return oneExhibit(folder, id);
}

/** Saves a document or its next version. @throws EngineError `not-found`, `conflict` (a newer version is there), `invalid` (unknown exhibit). */
export async function saveWork(folder: CaseFolder, request: SaveWork): Promise<WorkDocument> {
  const { id, version, content } = SaveWork.parse(request);
  const own = id ?? randomUUID();
  await folder.act(async (session) => {
    await requireExhibits(session, content);
    const before = id === null ? undefined : (await storedWork(session, [content.kind], false, id))[0];
    if (id !== null && !before) throw notThere(content.kind);
    if (before && version !== undefined && before.version !== version)
      throw new EngineError(
        'conflict',
        `This ${content.kind} was saved as version ${before.version} by ${before.changed.by || 'someone'} meanwhile. Your text was not saved; compare the two, then save again.`,
        { version: before.version },
      );
    if (before && canonicalJson(before.content) === canonicalJson(content)) return null;
    const number = before?.number ?? (await nextNumber(session, content.kind));
    return { action: `${content.kind}-saved`, detail: { id: own, number, content } };
  });
  return folder.warehouse.use(async (session) => {
    const [saved] = await storedWork(session, [content.kind], true, own);
    if (!saved) throw notThere(content.kind);
    return saved;
  });
}

/** Takes a document or an exhibit off the lists, or puts it back; nothing goes. @throws EngineError `not-found`, `conflict`. */
export async function setRemoved(
  folder: CaseFolder,
  { kind, id }: WorkKey,
  removed: boolean,
  reason = '',
): Promise<void> {
  await folder.act(
    async (session) => {
      const one =
        kind === 'evidence'
          ? (await storedEvidence(session, true, id))[0]
          : (await storedWork(session, [kind], true, id))[0];
      if (!one) throw notThere(kind);
      if ((one.removed !== null) === removed) return null;
      if (kind === 'evidence' && !removed) await requireSingle(session, one as EvidenceItem);
      const number = 'exhibit' in one ? { exhibit: one.exhibit } : { number: one.number };
      return {
        action: `${kind}-${removed ? 'removed' : 'restored'}`,
        detail: removed ? { id, ...number, reason } : { id, ...number },
      };
    },
    removed ? 'delete' : 'change',
  );
}

/** How a document came about, the latest first. */
export async function workHistory(folder: CaseFolder, { kind, id }: WorkKey): Promise<WorkVersion[]> {
  const rows = await folder.warehouse.use((session) =>
    session.rows<{ seq: number }>(
      'SELECT seq FROM work_change WHERE kind = $kind AND id = $id ORDER BY seq DESC',
      {
        kind,
        id,
      },
    ),
  );
  return rows.map(({ seq }) => {
    const { at, by, action, detail } = folder.journal.read(seq);
    return { seq, at, by, action, detail: ownPart(detail, id) };
  });
}

/** Of an entry about many exhibits, the one. */
function ownPart(detail: Record<string, unknown>, id: string): Record<string, unknown> {
  if (!Array.isArray(detail.items)) return detail;
  return (detail.items as StoredEvidence[]).find((item) => item.id === id) ?? detail;
}

async function requireExhibit(session: Session, id: string): Promise<EvidenceItem> {
  const [item] = await storedEvidence(session, true, id);
  if (!item) throw notThere('evidence');
  return item;
}

const oneExhibit = (folder: CaseFolder, id: string): Promise<EvidenceItem> =>
  folder.warehouse.use((session) => requireExhibit(session, id));

async function requireSingle(session: Session, item: EvidenceItem): Promise<void> {
  if (item.alertId === null) return;
  const other = await session.first<{ exhibit: number }>(
    'SELECT exhibit FROM case_item WHERE alert_id = $alert AND NOT removed',
    { alert: item.alertId },
  );
  if (other)
    throw new EngineError(
      'conflict',
      `The same alert is in the case as exhibit ${other.exhibit}. Exhibit ${item.exhibit} stays out.`,
    );
}

/** Every exhibit that a document names has to be one of the case, removed or not. */
async function requireExhibits(session: Session, content: WorkContent): Promise<void> {
  const named =
    content.kind === 'finding'
      ? [...content.supporting, ...content.contradicting].map(({ evidence }) => evidence)
      : content.kind === 'hypothesis'
        ? [...content.for, ...content.against].map(({ evidence }) => evidence)
        : content.kind === 'task'
          ? content.evidence
          : [];
  if (named.length === 0) return;
  const known = new Set((await storedEvidence(session, true)).map(({ id }) => id));
  const unknown = named.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new EngineError('invalid', `There is no exhibit ${unknown} in this case. Nothing was saved.`);
}

const notThere = (kind: string) =>
  new EngineError(
    'not-found',
    `This ${kind === 'evidence' ? 'exhibit' : kind} is not in the case. The list shows those that are.`,
  );

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EngineError(
      'invalid',
      `The ${what} of the exhibit is no JSON. Nothing was added.`,
      {},
      { cause: error },
    );
  }
}
