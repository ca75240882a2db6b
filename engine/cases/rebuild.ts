import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '#contract/cases.ts';
import type { Progress } from '#contract/common.ts';
import type { ImportWarning, MappingProfile } from '#contract/datasets.ts';
import { detect } from '../alerts/detect.ts';
import { weighAgain } from '../alerts/weigh.ts';
import { detectorById } from '../detectors/registry.ts';
import { type ImportContext, importKept } from '../importers/run-import.ts';
import { ensureMarts } from '../warehouse/build-marts.ts';
import type { Session } from '../warehouse/session.ts';
import { appliedActions, Replay } from './appliers.ts';
import type { CaseFolder } from './case-folder.ts';
import { digestOf } from './evidence-store.ts';
import type { FrozenStore } from './frozen-store.ts';

/** Where a case is made anew from. */
export interface RebuildSource {
  /** The journal, read from its beginning; it may be read more than once. */
  readonly entries: () => Iterable<JournalEntry>;
  /** Folder of the originals, named by their SHA-256. */
  readonly evidence: string;
  readonly frozen: FrozenStore;
  /** Originals that this copy does not hold; their datasets are passed over. */
  readonly leftOut: ReadonlySet<string>;
}

export interface RebuildContext extends Omit<ImportContext, 'folder'> {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

export interface Rebuilt {
  readonly datasets: number;
  /** Datasets passed over because their original was left out of this copy. */
  readonly passedOver: number;
  /** Detection was not run, for it would have searched less than the case held. */
  readonly withoutAlerts: boolean;
  /** What went otherwise than the journal says. */
  readonly differences: { what: string; reason: string }[];
}

/** An original whose bytes are not those of its name. */
export class AlteredOriginal extends Error {
  override readonly name = 'AlteredOriginal';
  readonly sha256: string;
  readonly original: string;

  constructor(sha256: string, original: string, missing: boolean) {
    super(
      missing
        ? `The original of ${original} (evidence/${sha256}) is missing, so the case cannot be made again. Restore it from a backup or a bundle.`
        : `The original of ${original} (evidence/${sha256}) was changed: its bytes have another SHA-256. The case was not made again; restore the file from a backup or a bundle.`,
    );
    this.sha256 = sha256;
    this.original = original;
  }
}

/**
 * Plays a journal again into a fresh case: imports its originals as they were read, does what case work did, and runs
 * detectors with the recorded parameters, all in the recorded order. A detection whose results nothing used before the
 * next one replaced them is passed over. @throws AlteredOriginal, EngineError `cancelled`.
 */
export async function rebuild(
  source: RebuildSource,
  target: CaseFolder,
  context: RebuildContext,
): Promise<Rebuilt> {
  const { signal } = context;
  const differences: Rebuilt['differences'] = [];
  const plan = planOf(source);
  let datasets = 0;
  let passedOver = 0;
  const tell = (message: string, done: number) =>
    context.progress({ stage: 'rebuild', message, done, total: plan.entries, unit: 'steps' });
  const applied = new Set(appliedActions);
  const replay = new Replay(source.frozen);
  const apply = (work: (session: Session) => Promise<void>) =>
    target.warehouse.use((session) => session.transaction(() => work(session)));
  /** Detection and weighing look at verdicts. */
  const judge = () => apply((session) => replay.flush(session));
  for (const entry of source.entries()) {
    signal.throwIfAborted();
    const { action, detail, seq } = entry;
    if (action === 'dataset-imported' || action === 'dataset-found') {
      const sha256 = String(detail.sha256);
      if (plan.seen.has(sha256)) continue;
      plan.seen.add(sha256);
      const name = String(detail.name);
      if (source.leftOut.has(sha256) && !existsSync(join(source.evidence, sha256))) {
        passedOver += 1;
        continue;
      }
      tell(`Importing ${name}`, seq);
      const failure = await importAgain(source, target, context, entry);
      if (failure === null) datasets += 1;
      else differences.push({ what: `dataset ${name} (${sha256})`, reason: failure });
    } else if (plan.runs.has(seq) && passedOver === 0) {
      tell('Detecting', seq);
      await judge();
      await detectAgain(target, context, entry, differences);
    } else if (action === 'alerts-weighed' && plan.weighings.has(seq) && passedOver === 0) {
      await judge();
      await ensureMarts(target.warehouse, undefined, signal);
      await target.warehouse.use((session) => weighAgain(session), signal);
    } else if (applied.has(action)) await apply((session) => replay.add(session, entry));
  }
  await judge();
  return { datasets, passedOver, withoutAlerts: passedOver > 0, differences };
}

interface Plan {
  entries: number;
  readonly seen: Set<string>;
  readonly runs: Set<number>;
  readonly weighings: Set<number>;
}

const idsOf = ({ detail }: JournalEntry): string[] =>
  ((detail.detectors ?? []) as { id: string }[]).map(({ id }) => id);

/** Which detections have to be done again: those that a verdict looked at, and those that no later one replaces. */
function planOf(source: RebuildSource): Plan {
  const plan: Plan = { entries: 0, seen: new Set(), runs: new Set(), weighings: new Set() };
  let pending: { seq: number; ids: string[] }[] = [];
  let judged = false;
  let weighing: number | null = null;
  for (const entry of source.entries()) {
    plan.entries = entry.seq + 1;
    if (entry.action === 'verdict-given') judged = true;
    if (entry.action === 'alerts-weighed') {
      if (judged) plan.weighings.add(entry.seq);
      weighing = entry.seq;
    }
    if (entry.action !== 'detection-run') continue;
    const ids = idsOf(entry);
    weighing = null;
    pending = pending.filter((run) => judged || run.ids.some((id) => !ids.includes(id)));
    pending.push({ seq: entry.seq, ids });
    if (judged) {
      for (const run of pending) plan.runs.add(run.seq);
      pending = [];
    }
  }
  for (const run of pending) plan.runs.add(run.seq);
  if (weighing !== null) plan.weighings.add(weighing);
  return plan;
}

async function importAgain(
  source: RebuildSource,
  target: CaseFolder,
  context: RebuildContext,
  { detail }: JournalEntry,
): Promise<string | null> {
  const sha256 = String(detail.sha256);
  const name = String(detail.name);
  const file = join(source.evidence, sha256);
  if (!existsSync(file)) throw new AlteredOriginal(sha256, name, true);
  if ((await digestOf(file, context.signal)).sha256 !== sha256)
    throw new AlteredOriginal(sha256, name, false);
  if (typeof detail.format !== 'string')
    return 'the journal of an early version does not say how it was read';
  const archive = typeof detail.archive === 'string' ? join(source.evidence, detail.archive) : null;
  if (
    archive !== null &&
    existsSync(archive) &&
    (await digestOf(archive, context.signal)).sha256 !== detail.archive
  )
    throw new AlteredOriginal(String(detail.archive), `the archive of ${name}`, false);
  const result = await importKept(
    { ...context, folder: target },
    {
      file,
      name,
      path: String(detail.path),
      format: detail.format,
      options: (detail.options ?? {}) as Record<string, unknown>,
      mapping: (detail.mapping ?? undefined) as MappingProfile | undefined,
      notes: (detail.notes ?? []) as ImportWarning[],
      archive: archive !== null && existsSync(archive) ? archive : null,
    },
    context.signal,
  );
  context.signal.throwIfAborted();
  if (result.status === 'imported' && result.sha256 === sha256) return null;
  return result.error ?? `it was read as ${result.status}`;
}

async function detectAgain(
  target: CaseFolder,
  { log, signal }: RebuildContext,
  { detail }: JournalEntry,
  differences: Rebuilt['differences'],
): Promise<void> {
  const recorded = (detail.detectors ?? []) as {
    id: string;
    status: string;
    params: Record<string, unknown>;
  }[];
  const known = recorded.filter(({ id }) => detectorById(id) !== undefined);
  for (const { id } of recorded)
    if (!detectorById(id))
      differences.push({ what: `detector ${id}`, reason: 'it is not part of this build' });
  if (known.length === 0) return;
  const request = {
    only: known.map(({ id }) => id),
    params: Object.fromEntries(known.map(({ id, params }) => [id, params])),
    asOf: String(detail.asOf),
  };
  for await (const event of detect({ folder: target, log }, request, signal))
    if (
      event.type === 'detector' &&
      event.run.status !== recorded.find(({ id }) => id === event.run.detector)?.status
    )
      differences.push({
        what: `detector ${event.run.detector}`,
        reason: `it ended as ${event.run.status}${event.run.message ? ` (${event.run.message})` : ''}`,
      });
}
