import { z } from 'zod';
import { WorkKey } from './case-work.ts';
import { Progress, Sha256 } from './common.ts';

/**
 * What a redacted copy does not hold. The SHA-256 of everything left out stays in it (`data/left-out.json`), and a line of
 * the journal that is left out keeps its place and hash in the chain. With an original go the alerts and exhibits that rest
 * on it; with an exhibit those that were added in the same act. `actions` names journal actions whose lines are left out
 * whole, such as `view-saved` or `evidence-viewed`; `entries` names single lines that belong to no document or exhibit.
 */
export const LeaveOut = z.object({
  originals: z.array(Sha256).default([]),
  exhibits: z.array(z.number().int().positive()).default([]),
  documents: z.array(WorkKey).default([]),
  actions: z.array(z.string().min(1)).default([]),
  entries: z.array(z.number().int().nonnegative()).default([]),
});
export type LeaveOut = z.infer<typeof LeaveOut>;

/** A word, a name, an address: found in either case, within longer words too. */
const SearchWord = z.string().trim().min(2).max(200);
export const SearchWords = z.array(SearchWord).max(100);

/** The first occurrence with what stands around it. */
export const Snippet = z.object({ before: z.string(), match: z.string(), after: z.string() });
export type Snippet = z.infer<typeof Snippet>;

export const PlaceKind = z.enum([
  'case',
  'journal',
  'finding',
  'hypothesis',
  'task',
  'note',
  'exhibit',
  'frozen',
  'file-name',
  'original',
  'alert',
  'report',
]);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** A place in the case where words occur. `leaveOut` is what takes it out of a copy; null where nothing does, `stays` says why. */
export const WordPlace = z.object({
  kind: PlaceKind,
  what: z.string(),
  words: z.array(z.string()),
  count: z.number().int().positive(),
  snippet: Snippet,
  leaveOut: LeaveOut.nullable(),
  stays: z.string().nullable(),
});
export type WordPlace = z.infer<typeof WordPlace>;

/** Something that cannot be searched for words, such as a picture. */
export const Unread = z.object({ what: z.string(), reason: z.string() });
export type Unread = z.infer<typeof Unread>;

/** Places come as they are found, at most `PLACES_LISTED` of them; `done` says how many there are. */
export const WordsEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: Progress }),
  z.object({ type: z.literal('places'), places: z.array(WordPlace) }),
  z.object({
    type: z.literal('done'),
    total: z.number().int(),
    /** Of those, how many a copy can leave out. */
    canGo: z.number().int(),
    unread: z.array(Unread),
  }),
]);
export type WordsEvent = z.infer<typeof WordsEvent>;
export const PLACES_LISTED = 5000;

/** Where words still occur in a sealed bundle; `file` is within the bag, `line` 1-based where the file has lines. */
export const RemainingPlace = z.object({
  file: z.string(),
  what: z.string(),
  line: z.number().int().positive().nullable(),
  words: z.array(z.string()),
  count: z.number().int().positive(),
  snippet: Snippet,
});
export type RemainingPlace = z.infer<typeof RemainingPlace>;

export const Remaining = z.object({
  words: z.number().int(),
  places: z.array(RemainingPlace),
  unread: z.array(Unread),
});
export type Remaining = z.infer<typeof Remaining>;
