import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';
import { PLACES_LISTED, type WordPlace, type WordsEvent } from '#contract/redaction.ts';
import { streamed } from '../../alerts/event-queue.ts';
import { told } from '../../alerts/told.ts';
import type { ImportContext } from '../../importers/run-import.ts';
import { restoreBundle } from '../bundle/restore.ts';
import { verifyBundle } from '../bundle/verify-bundle.ts';
import { sealBundle } from '../bundle/write-bundle.ts';
import type { CaseFolder } from '../case-folder.ts';
import { type FindContext, findWords } from '../redaction/find-words.ts';
import { reproduce } from '../reproduce.ts';
import { labelConflicts, listDifference } from '../screening/compare.ts';
import { layBeside, screeningLists } from '../screening/lists.ts';
import { checkStamp, keepStamp, keptStamps, requestStamp } from '../time-stamp/case-stamps.ts';
import { stampSubjects } from '../time-stamp/subjects.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { removeMember, setMember, signIn, signOut } from './members.ts';
import { originalsOf, stateAcquisition } from './originals.ts';

interface CustodyDoors {
  readonly folder: () => CaseFolder;
  /** Work during which the tables of the case must stand still, one at a time. */
  readonly exclusive: <T>(name: string, work: AsyncIterable<T>) => AsyncGenerator<T>;
  readonly tempDir: string;
  readonly clock: () => Date;
  readonly log: ImportContext['log'];
  readonly programVersion: string;
  /** Where a case of this name lies. */
  readonly place: (dir: string) => string;
}

const BATCH = 200;

/** Places as they are found, in batches, the first `PLACES_LISTED` of them; then how many there are. */
const foundWords = (words: readonly string[], context: Omit<FindContext, 'progress'>) =>
  streamed<WordsEvent>(async (push) => {
    let places: WordPlace[] = [];
    let listed = 0;
    const flush = () => {
      if (places.length > 0) push({ type: 'places', places });
      places = [];
    };
    const found = await findWords(
      words,
      { ...context, progress: (progress) => push({ type: 'progress', progress }) },
      (place) => {
        if (listed === PLACES_LISTED) return;
        listed += 1;
        places.push(place);
        if (places.length === BATCH) flush();
      },
    );
    flush();
    push({ type: 'done', ...found });
  });

/** Handlers of the topics `custody`, `bundles`, `timeStamps` and `screening`. */
export function custodyHandlers({
  folder,
  exclusive,
  tempDir,
  clock,
  log,
  programVersion,
  place,
}: CustodyDoors): Pick<Handlers<SpyhopContract>, 'custody' | 'bundles' | 'timeStamps' | 'screening'> {
  const common = { tempDir, clock, log, programVersion };
  return {
    custody: {
      seat: async () => folder().seat(),
      signIn: async ({ name, passphrase }) => signIn(folder(), name, passphrase),
      signOut: async () => signOut(folder()),
      setMember: async (request) => setMember(folder(), request),
      removeMember: async ({ name }) => removeMember(folder(), name),
      originals: async () => folder().warehouse.use((session) => originalsOf(folder(), session)),
      stateAcquisition: async ({ sha256, acquisition }) => stateAcquisition(folder(), sha256, acquisition),
      verify: (_, { signal }) =>
        exclusive(
          'A verification',
          told(async (progress) => ({
            type: 'done' as const,
            verification: await verifyCase(folder().dir, {
              tempDir,
              signal,
              progress,
              warehouse: folder().warehouse,
            }),
          })),
        ),
      reproduce: (_, { signal }) =>
        exclusive(
          'A reproduction',
          told(async (progress) => {
            const { dir, warehouse, record } = folder();
            const reproduction = await reproduce(dir, { ...common, signal, progress, warehouse });
            const { identical, versions, differences } = reproduction;
            record('case-reproduced', { identical, versions, differences: differences.length });
            return { type: 'done' as const, reproduction };
          }),
        ),
    },
    screening: {
      lists: async () => folder().warehouse.use((session) => screeningLists(folder(), session)),
      layBeside: async ({ path, origin }, { signal }) => layBeside(folder(), path, origin, common, signal),
      difference: async (query, { signal }) => listDifference(folder(), query, common, signal),
      conflicts: async (page, { signal }) =>
        folder().warehouse.use((session) => labelConflicts(session, page), signal),
    },
    timeStamps: {
      subjects: async () => stampSubjects(folder()),
      request: async (target) => ({ ...(await requestStamp(folder(), target)), url: null }),
      keep: async (answer) => keepStamp(folder(), answer),
      kept: async () => keptStamps(folder()),
      check: async (answer) => checkStamp(folder(), answer),
    },
    bundles: {
      seal: (request, { signal }) =>
        exclusive(
          'The sealing of a bundle',
          told(async (progress) => ({
            type: 'done' as const,
            bundle: await sealBundle(request, { ...common, folder: folder(), signal, progress }),
            url: null,
          })),
        ),
      findWords: ({ words }, { signal }) => foundWords(words, { folder: folder(), tempDir, signal }),
      verify: ({ path, key }, { signal }) =>
        told(async (progress) => ({
          type: 'done' as const,
          verification: await verifyBundle(path, key, { tempDir, signal, progress }),
        })),
      restore: ({ path, dir, key }, { signal }) =>
        told(async (progress) => ({
          type: 'done' as const,
          restored: await restoreBundle(path, place(dir), key, { ...common, signal, progress }),
        })),
    },
  };
}
