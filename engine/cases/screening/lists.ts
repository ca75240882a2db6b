import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import type { ListEntry, ScreeningList } from '#contract/screening.ts';
import { type ImportContext, importKept, runImport } from '../../importers/run-import.ts';
import type { Session } from '../../warehouse/session.ts';
import { type CaseFolder, openCase } from '../case-folder.ts';
import { originalsOf } from '../custody/originals.ts';
import entriesSql from './entries.sql?raw';

export interface ScreeningContext extends Omit<ImportContext, 'folder'> {
  readonly programVersion: string;
}

/** An entry with the address it is about. */
export type PlacedEntry = ListEntry & { readonly network: string; readonly address: string };

/** What the journal holds of a list laid beside: enough to read it again. */
interface LaidBeside {
  readonly list: Omit<ScreeningList, 'kind' | 'takenAt' | 'takenBy' | 'origin'>;
  readonly options: Record<string, unknown>;
  readonly origin: string;
}

const summarySql = `
  SELECT count(*) AS entries, count(DISTINCT (network, address)) AS addresses,
    coalesce(list_sort(list(DISTINCT source) FILTER (WHERE source IS NOT NULL)), []) AS sources,
    iso(min(listed_at)) AS "listedFrom", iso(max(listed_at)) AS "listedTo"
  FROM tag WHERE ok AND dataset_id = $id`;

type Summary = Pick<ScreeningList, 'entries' | 'addresses' | 'sources' | 'listedFrom' | 'listedTo'>;

async function summaryOf(session: Session, id: number): Promise<Summary> {
  const row = await session.first<Summary>(summarySql, { id });
  return row ?? { entries: 0, addresses: 0, sources: [], listedFrom: null, listedTo: null };
}

/** Lists that the case is judged by, then those laid beside, each in the order in which they came. */
export async function screeningLists(folder: CaseFolder, session: Session): Promise<ScreeningList[]> {
  const origin = new Map((await originalsOf(folder, session)).map((one) => [one.sha256, one] as const));
  const datasets = await session.rows<{ id: number; sha256: string; name: string; format: string }>(
    "SELECT dataset_id AS id, sha256, name, format FROM dataset WHERE target = 'tag' ORDER BY dataset_id",
  );
  const frozen: ScreeningList[] = [];
  for (const { id, ...dataset } of datasets) {
    const original = origin.get(dataset.sha256);
    frozen.push({
      kind: 'frozen',
      ...dataset,
      ...(await summaryOf(session, id)),
      takenAt: original?.importedAt ?? folder.file().createdAt,
      takenBy: original?.importedBy ?? '',
      origin: original?.acquisition.source || original?.path || '',
    });
  }
  return [...frozen, ...besideLists(folder)];
}

function besideLists({ journal }: CaseFolder): ScreeningList[] {
  return journal.numbersOf('screening-list-laid-beside').map((seq) => {
    const { at, by, detail } = journal.read(seq);
    const { list, origin } = detail.beside as LaidBeside;
    return { kind: 'beside', ...list, takenAt: at, takenBy: by, origin };
  });
}

/** Work in a case of its own that is thrown away. */
async function inScratch<T>(
  context: ScreeningContext,
  work: (scratch: CaseFolder, tempDir: string) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(context.tempDir, 'list-'));
  try {
    const scratch = await openCase({
      ...context,
      dir: join(dir, 'list.spyhop'),
      create: true,
      tempDir: join(dir, 'temp'),
    });
    try {
      return await work(scratch, join(dir, 'temp'));
    } finally {
      scratch.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * Keeps a newer list beside those of the case. Nothing is judged by it. @throws EngineError `invalid` when it is no list of
 * labels or sanctions that this program reads, `conflict` when the case has it already.
 */
export async function layBeside(
  folder: CaseFolder,
  path: string,
  origin: string,
  context: ScreeningContext,
  signal: AbortSignal,
): Promise<ScreeningList> {
  folder.need('change');
  const { beside, bytes } = await inScratch(context, async (scratch, tempDir) => {
    let failure = '';
    for await (const event of runImport(
      { ...context, folder: scratch, tempDir },
      { files: [{ path, options: {} }] },
      signal,
    ))
      if (event.type === 'file' && event.result.status === 'failed') failure ||= event.result.error ?? '';
    return scratch.warehouse.use(async (session) => {
      const rows = await session.rows<{
        id: number;
        sha256: string;
        name: string;
        format: string;
        target: string;
        options: string;
      }>('SELECT dataset_id AS id, sha256, name, format, target, options FROM dataset ORDER BY dataset_id');
      const [one, second] = rows;
      if (!one || second || one.target !== 'tag')
        throw new EngineError(
          'invalid',
          one
            ? `${path} is not one list of labels or sanctions. Nothing was kept; name the file of a single list.`
            : `${failure || `${path} cannot be read.`} Nothing was kept.`,
        );
      const { id, options, target: _, ...named } = one;
      const laid: LaidBeside = {
        list: { ...named, ...(await summaryOf(session, id)) },
        options: JSON.parse(options) as Record<string, unknown>,
        origin: origin || path,
      };
      return { beside: laid, bytes: readFileSync(scratch.evidence.pathOf(one.sha256)) };
    });
  });
  const { sha256, name } = beside.list;
  const known = await folder.warehouse.use((session) => screeningLists(folder, session));
  const same = known.find((list) => list.sha256 === sha256);
  if (same)
    throw new EngineError(
      'conflict',
      `${name} is in the case already, ${same.kind === 'frozen' ? 'as one of its own lists' : 'laid beside'}. Nothing was changed.`,
    );
  folder.frozen.put(bytes);
  folder.record('screening-list-laid-beside', { beside, keeps: [sha256] });
  return besideLists(folder).find((list) => list.sha256 === sha256)!;
}

/** The entries of one list of the case. @throws EngineError `not-found`. */
export async function entriesOf(
  folder: CaseFolder,
  sha256: string,
  context: ScreeningContext,
  signal: AbortSignal,
): Promise<PlacedEntry[]> {
  const own = await folder.warehouse.use((session) =>
    session.first("SELECT 1 AS one FROM dataset WHERE target = 'tag' AND sha256 = $sha256", { sha256 }),
  );
  if (own) return folder.warehouse.use((session) => entriesIn(session, sha256));
  const { journal } = folder;
  const laid = journal
    .numbersOf('screening-list-laid-beside')
    .map((seq) => journal.read(seq).detail.beside as LaidBeside)
    .find(({ list }) => list.sha256 === sha256);
  if (!laid)
    throw new EngineError(
      'not-found',
      'There is no such list in the case. The overview shows those that are.',
    );
  folder.frozen.get(sha256); // throws where it was changed or left out
  return inScratch(context, async (scratch, tempDir) => {
    const result = await importKept(
      { ...context, folder: scratch, tempDir },
      {
        file: folder.frozen.pathOf(sha256),
        name: laid.list.name,
        path: laid.list.name,
        format: laid.list.format,
        options: laid.options,
        mapping: undefined,
        notes: [],
        archive: null,
      },
      signal,
    );
    if (result.status !== 'imported')
      throw new EngineError(
        'invalid',
        `${laid.list.name} could not be read again: ${result.error ?? result.status}`,
      );
    return scratch.warehouse.use((session) => entriesIn(session, sha256));
  });
}

const entriesIn = async (session: Session, sha256: string): Promise<PlacedEntry[]> =>
  session.rows<PlacedEntry>(`SELECT * FROM (${entriesSql}) WHERE file = $sha256`, { sha256 });
