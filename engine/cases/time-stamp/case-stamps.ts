import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EngineError } from '#contract/errors.ts';
import type {
  CaseTimeStampCheck,
  KeptTimeStamp,
  StampAnswer,
  StampSubject,
  StampTarget,
} from '#contract/time-stamps.ts';
import { writeMessage } from '../bundle/write-message.ts';
import type { CaseFolder } from '../case-folder.ts';
import { digestOf } from '../evidence-store.ts';
import { writeExport } from '../record-export.ts';
import { timeStampRequest } from './request.ts';
import { subjectWith } from './subjects.ts';
import { hashesOf, requireFile } from './time-stamps.ts';
import { readResponse, type Token } from './token.ts';
import { certificatesFrom, verifyToken } from './verify-token.ts';

/**
 * Writes the request for a time-stamp and says so in the journal. For the journal it is over the hash of its last entry,
 * which stands for all before it and holds however far the journal goes on. @throws EngineError `not-found`, `invalid`.
 */
export async function requestStamp(
  folder: CaseFolder,
  target: StampTarget,
): Promise<{ path: string; sha256: string }> {
  folder.need('change');
  const entries = folder.journal.length;
  if (target.kind === 'file') requireFile(target.path);
  const [path, sha256] =
    target.kind === 'journal'
      ? [join(folder.exportsDir, `journal-${entries}.tsq`), folder.journal.last]
      : [`${target.path}.tsq`, (await digestOf(target.path)).sha256];
  try {
    await writeExport(folder, 'time-stamp-requested', path, async (part) => {
      await writeFile(part, timeStampRequest(sha256));
      return {
        of: target.kind === 'journal' ? 'journal' : target.path,
        ofSha256: sha256,
        ...(target.kind === 'journal' ? { entries } : {}),
      };
    });
  } catch (error) {
    throw new EngineError('invalid', writeMessage(error, path), { path }, { cause: error });
  }
  return { path, sha256 };
}

/** What a token is over, with the hashes of its bytes as they are now; null where nothing is known. */
async function subjectOf(
  folder: CaseFolder,
  { imprint: { hash, hex } }: Token,
  path: string | null,
): Promise<{ subject: StampSubject; hashes: Map<string, string> } | null> {
  if (path === null) {
    const subject = hash === 'sha256' ? subjectWith(folder, hex) : null;
    if (!subject) return null;
    const found = subject.present && subject.path !== null ? (await digestOf(subject.path)).sha256 : hex;
    return { subject, hashes: new Map([[hash, found]]) };
  }
  requireFile(path);
  const { sha256 } = await digestOf(path);
  const known = subjectWith(folder, sha256);
  return {
    subject: {
      kind: 'file',
      at: null,
      entries: null,
      ...known,
      name: basename(path),
      path,
      sha256,
      present: true,
    },
    hashes: await hashesOf(path, hash),
  };
}

/** Checks an answer offline and says what it is over. @throws EngineError `not-found`, `invalid` (no answer, no certificate). */
export async function checkStamp(
  folder: CaseFolder,
  { response, path, authority }: StampAnswer & { authority: string },
): Promise<CaseTimeStampCheck> {
  for (const file of [response, authority]) requireFile(file);
  const token = readResponse(readFileSync(response));
  const trusted = certificatesFrom(readFileSync(authority, 'utf8'));
  const over = await subjectOf(folder, token, path);
  return { ...verifyToken(token, over?.hashes ?? null, trusted), of: over?.subject ?? null };
}

/**
 * Keeps an answer in the case, over something that the case knows by its SHA-256 or over a file. @throws EngineError
 * `invalid` when it is over other bytes, or no answer.
 */
export async function keepStamp(
  folder: CaseFolder,
  { response, path }: StampAnswer,
): Promise<KeptTimeStamp[]> {
  folder.need('change');
  requireFile(response);
  const bytes = readFileSync(response);
  const token = readResponse(bytes);
  const over = await subjectOf(folder, token, path);
  if (!over || over.hashes.get(token.imprint.hash) !== token.imprint.hex)
    throw new EngineError(
      'invalid',
      over
        ? `The time-stamp is over other bytes than those of ${over.subject.name}. Nothing was kept; name the file that the request was made of.`
        : 'The time-stamp is over nothing that this case knows by its hash. Nothing was kept; choose the file that it is over.',
    );
  const { at, policy, serial } = token;
  const { name: fileName, sha256: fileSha256 } = over.subject;
  const sha256 = folder.frozen.put(bytes);
  if (!keptStamps(folder).some((kept) => kept.sha256 === sha256))
    folder.record('time-stamp-imported', {
      stamp: { sha256, fileSha256, fileName, at, policy, serial },
      keeps: [sha256],
    });
  return keptStamps(folder);
}

/** Answers kept in the case, in the order in which they came. */
export function keptStamps({ journal, frozen }: CaseFolder): KeptTimeStamp[] {
  return journal.numbersOf('time-stamp-imported').flatMap((seq) => {
    const { at, by, detail } = journal.read(seq);
    const stamp = detail.stamp as Omit<KeptTimeStamp, 'importedAt' | 'importedBy'>;
    return existsSync(frozen.pathOf(stamp.sha256)) ? [{ ...stamp, importedAt: at, importedBy: by }] : [];
  });
}
