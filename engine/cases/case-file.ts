import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { CaseRole } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';

export const CASE_FORMAT = 1;

/** A person of the case on this machine; passphrases are kept beside, by `custody/members`. */
const Member = z.object({ name: z.string(), role: CaseRole });

export const CaseFile = z.object({
  spyhop: z.literal('case'),
  format: z.number().int().positive(),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  examiner: z.string(),
  createdAt: z.string(),
  programVersion: z.string(),
  mappingProfiles: z.array(z.unknown()).default([]),
  archived: z.boolean().default(false),
  members: z.array(Member).default([]),
});
export type CaseFile = z.infer<typeof CaseFile>;

/** Actions whose journal entry holds the description of the case as it was from then on (`caseFile`). */
export const DESCRIBING: readonly string[] = [
  'case-created',
  'case-file-adopted',
  'case-changed',
  'case-archived',
  'case-taken-up',
  'case-duplicated',
  'case-restored',
  'mapping-profile-saved',
  'member-set',
  'member-removed',
];

/** The description of a case that is about to be made. */
export const newCaseFile = (dir: string, at: Date, programVersion: string): CaseFile => ({
  spyhop: 'case',
  format: CASE_FORMAT,
  id: randomUUID(),
  title: basename(dir).replace(/\.spyhop$/, ''),
  description: '',
  examiner: '',
  createdAt: at.toISOString(),
  programVersion,
  mappingProfiles: [],
  archived: false,
  members: [],
});

/** Reads `case.json`. @throws EngineError `invalid` (damaged), `conflict` (another program's, a newer version's). */
export function readCaseFile(file: string): CaseFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new EngineError(
      'invalid',
      `${file} cannot be read as a case description. Nothing was changed; restore it from a backup.`,
      { file },
      { cause: error },
    );
  }
  const newer = z.object({ spyhop: z.literal('case'), format: z.number() }).safeParse(value);
  if (!newer.success)
    throw new EngineError('conflict', `${file} belongs to another program. Nothing was changed.`, { file });
  if (newer.data.format > CASE_FORMAT)
    throw new EngineError(
      'conflict',
      `The case was written by a newer version of Spyhop (case format ${newer.data.format}, this program reads ${CASE_FORMAT}). Nothing was changed; open it with that version.`,
      { file },
    );
  const parsed = CaseFile.safeParse(value);
  if (!parsed.success)
    throw new EngineError(
      'invalid',
      `${file} is incomplete (${parsed.error.issues[0]?.path.join('.')}). Nothing was changed; restore it from a backup.`,
      { file },
    );
  return parsed.data;
}

/** The text of `case.json` for a description. */
export const caseFileText = (value: CaseFile): string => `${JSON.stringify(value, null, 2)}\n`;

export const caseFileDigest = (text: string | Buffer): string =>
  createHash('sha256').update(text).digest('hex');

/** Writes the file whole or not at all. */
export function writeCaseFile(file: string, value: CaseFile): void {
  const next = `${file}.next`;
  const handle = openSync(next, 'w');
  try {
    writeFileSync(handle, caseFileText(value));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(next, file);
}

/** Whether the file holds exactly this description. */
export const holdsCaseFile = (file: string, value: CaseFile): boolean =>
  existsSync(file) && readFileSync(file, 'utf8') === caseFileText(value);
