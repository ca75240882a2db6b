import type { LeaveOut } from '#contract/redaction.ts';
import { type FindContext, findWords } from './find-words.ts';

/** The sum of what leaves out every place where words occur and that can go. */
export async function leaveOutWords(
  words: readonly string[],
  context: FindContext,
  asked: LeaveOut,
): Promise<LeaveOut> {
  const originals = new Set(asked.originals);
  const exhibits = new Set(asked.exhibits);
  const entries = new Set(asked.entries);
  const documents = new Map(asked.documents.map((key) => [key.id, key]));
  await findWords(words, context, ({ leaveOut }) => {
    for (const sha256 of leaveOut?.originals ?? []) originals.add(sha256);
    for (const exhibit of leaveOut?.exhibits ?? []) exhibits.add(exhibit);
    for (const seq of leaveOut?.entries ?? []) entries.add(seq);
    for (const key of leaveOut?.documents ?? []) documents.set(key.id, key);
  });
  return {
    originals: [...originals],
    exhibits: [...exhibits].sort((a, b) => a - b),
    documents: [...documents.values()],
    actions: asked.actions,
    entries: [...entries].sort((a, b) => a - b),
  };
}
