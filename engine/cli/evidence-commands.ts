import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type BundleEncryption, type BundleKey, BundleRequest } from '#contract/bundles.ts';
import type { Progress } from '#contract/common.ts';
import type { Verification } from '#contract/custody.ts';
import type { Remaining } from '#contract/redaction.ts';
import { restoreBundle } from '../cases/bundle/restore.ts';
import { verifyBundle } from '../cases/bundle/verify-bundle.ts';
import { sealBundle } from '../cases/bundle/write-bundle.ts';
import { reproduce } from '../cases/reproduce.ts';
import { checkResponse, writeRequest } from '../cases/time-stamp/time-stamps.ts';
import { verifyCase } from '../cases/verify/verify-case.ts';
import { programVersion } from '../create-engine.ts';
import {
  answer,
  type GlobalOptions,
  note,
  surroundings,
  UsageError,
  withCase,
  withScratch,
} from './context.ts';

export interface KeyOptions extends GlobalOptions {
  readonly passphraseFile?: string;
  readonly identityFile?: string;
}

/** A file as text, or standard input for `-`. */
function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}

/** The first line of a file, or of standard input for `-`. */
const secretFrom = (file: string): string => (textOf(file).split('\n', 1)[0] ?? '').replace(/\r$/, '');

function keyFrom({ passphraseFile, identityFile }: KeyOptions): BundleKey | null {
  if (passphraseFile !== undefined) return { passphrase: secretFrom(passphraseFile) };
  if (identityFile === undefined) return null;
  const identity = readFileSync(identityFile, 'utf8')
    .split('\n')
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identity === undefined)
    throw new UsageError(`${identityFile} holds no age identity (AGE-SECRET-KEY-…).`);
  return { identity: identity.trim() };
}

/** A line a second on standard error. */
function teller(): (progress: Progress) => void {
  let shown = performance.now();
  return ({ message, done, total }) => {
    if (performance.now() - shown < 1000) return;
    shown = performance.now();
    note(`${message}${total ? ` (${done} of ${total})` : ''}`);
  };
}

const write = (text: string): void => void process.stdout.write(`${text}\n`);

/** What does not hold, what is to be said beside, then the sentence that sums it up. */
function printOutcome(faults: readonly string[], remarks: readonly string[], summary: string): void {
  for (const fault of faults) write(fault);
  for (const remark of remarks) write(`remark: ${remark}`);
  write(summary);
}

const lineOf = ({ what, reason }: { what: string; reason: string }): string => `${what}: ${reason}`;

const printVerification = ({ kind, holds, problems, checked, journal, remarks }: Verification): void =>
  printOutcome(
    problems.map(
      ({ step, file, line, reason }) => `${step}: ${file}${line === null ? '' : `, line ${line}`}: ${reason}`,
    ),
    remarks,
    `${holds ? 'holds' : 'does not hold'}: ${kind} with ${checked.entries} journal entries, ${checked.originals} originals, ${checked.frozen} frozen contents, ${checked.datasets} datasets of ${checked.rows.toLocaleString('en')} rows, ${checked.files} files; the journal ends in ${journal.last}`,
  );

/** `spyhop verify CASE|BUNDLE`: exit status 0 when it holds, 1 when something does not. */
export async function verifyCommand(options: KeyOptions, target: string): Promise<number> {
  const path = resolve(target);
  const verification = await withScratch(async (scratch) => {
    const context = { ...scratch, progress: teller() };
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    return isFile ? verifyBundle(path, keyFrom(options), context) : verifyCase(path, context);
  });
  if (options.json) answer(verification);
  else printVerification(verification);
  return verification.holds ? 0 : 1;
}

/** `spyhop reproduce CASE`: exit status 0 when the case comes out the same. */
export async function reproduceCommand(options: GlobalOptions, target: string): Promise<number> {
  const result = await withScratch((scratch) =>
    reproduce(resolve(target), { ...surroundings(options), ...scratch, progress: teller() }),
  );
  if (options.json) answer(result);
  else
    printOutcome(
      result.differences.map(lineOf),
      result.remarks,
      `${result.identical ? 'identical' : 'not identical'}: ${result.datasets.compared} datasets of ${result.datasets.rows.toLocaleString('en')} rows, ${result.alerts.reproduced} of ${result.alerts.recorded} alerts, ${result.documents} documents of case work`,
    );
  return result.identical ? 0 : 1;
}

export interface BundleOptions extends GlobalOptions {
  readonly case: string;
  readonly out: string;
  readonly recipient?: string[];
  readonly passphraseFile?: string;
  readonly leaveOut?: string;
  readonly leaveOutWords?: string;
  readonly withoutOriginals?: boolean;
  readonly report?: boolean;
}

function encryptionFrom({ recipient, passphraseFile }: BundleOptions): BundleEncryption | null {
  if (recipient !== undefined && passphraseFile !== undefined)
    throw new UsageError('A bundle is encrypted to recipients or with a passphrase, not both.');
  if (recipient !== undefined) return { recipients: recipient };
  if (passphraseFile === undefined) return null;
  const passphrase = secretFrom(passphraseFile);
  if (passphrase.length < 8) throw new UsageError('The passphrase needs at least 8 characters.');
  return { passphrase };
}

/** The words of a file, one a line. */
function wordsFrom(file: string | undefined): string[] {
  if (file === undefined) return [];
  const words = textOf(file)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (words.length === 0) throw new UsageError(`${file} holds no words; write one on each line.`);
  return words;
}

function leaveOutFrom(file: string | undefined): unknown {
  if (file === undefined) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read as JSON (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}

/** Where words are still found in a bundle, a place a line. */
const printRemaining = ({ words, places, unread }: Remaining): void =>
  printOutcome(
    places.map(
      ({ file, what, line, words: still, count, snippet: { before, match, after } }) =>
        `${file}${line === null ? '' : `, line ${line}`} (${what}), ${count} × ${still.join(', ')}: …${before}${match}${after}…`,
    ),
    unread.map(({ what, reason }) => `${what} was not searched: ${reason}`),
    places.length === 0
      ? `none of the words asked for (${words}) is in the bundle`
      : `words are still in the bundle (files: ${places.length}); look at them before it leaves the house`,
  );

/**
 * `spyhop bundle`: seals a case for someone else. Exit status 1 where words that were to be left out are still in it: the
 * bundle is written all the same.
 */
export async function bundleCommand(options: BundleOptions): Promise<number> {
  const asked = leaveOutFrom(options.leaveOut);
  const words = wordsFrom(options.leaveOutWords);
  return withCase(resolve(options.case), false, options, async ({ folder, ...work }) => {
    const everyOriginal = options.withoutOriginals
      ? (
          await folder.warehouse.use((session) =>
            session.rows<{ sha256: string }>(
              'SELECT sha256 FROM dataset UNION SELECT parent_sha256 FROM dataset WHERE parent_sha256 IS NOT NULL ORDER BY 1',
            ),
          )
        ).map(({ sha256 }) => sha256)
      : undefined;
    const request = BundleRequest.safeParse({
      out: resolve(options.out),
      leaveOut: { ...(asked as object), ...(everyOriginal ? { originals: everyOriginal } : {}) },
      words,
      leaveOutFound: words.length > 0,
      report: options.report,
      encryption: encryptionFrom(options),
    });
    if (!request.success)
      throw new UsageError(
        `${request.error.issues[0]?.path.join('.')}: ${request.error.issues[0]?.message}. --leave-out takes {"originals": [SHA-256], "exhibits": [number], "documents": [{"kind", "id"}], "actions": [name], "entries": [number]}.`,
      );
    mkdirSync(dirname(resolve(options.out)), { recursive: true });
    const sealed = await sealBundle(request.data, {
      ...work,
      folder,
      programVersion,
      progress: teller(),
    });
    if (options.json) answer(sealed);
    else {
      note(`${sealed.files} files in ${sealed.path}, SHA-256 ${sealed.sha256}`);
      if (sealed.remaining) printRemaining(sealed.remaining);
    }
    return sealed.remaining && sealed.remaining.places.length > 0 ? 1 : 0;
  });
}

/** `spyhop restore BUNDLE --case DIR`: makes the case of a bundle. */
export async function restoreCommand(
  options: KeyOptions & { case: string },
  bundle: string,
): Promise<number> {
  const restored = await withScratch((scratch) =>
    restoreBundle(resolve(bundle), resolve(options.case), keyFrom(options), {
      ...surroundings(options),
      ...scratch,
      progress: teller(),
    }),
  );
  if (options.json) answer(restored);
  else {
    for (const difference of restored.differences) note(lineOf(difference));
    note(
      `${restored.datasets} datasets and ${restored.alerts.restored} alerts in ${restored.dir}${restored.passedOver > 0 ? `; ${restored.passedOver} originals are not in the bundle, so detection was not run` : ''}`,
    );
  }
  return 0;
}

/** `spyhop timestamp FILE`: writes the request for a time-stamp over a file, or checks an answer offline. */
export async function timestampCommand(
  options: GlobalOptions & { response?: string; authority?: string },
  file: string,
): Promise<number> {
  if (options.response === undefined) {
    const request = await writeRequest(resolve(file));
    if (options.json) answer(request);
    else note(`${request.path}: send it to a time-stamping authority; its answer is a .tsr file`);
    return 0;
  }
  if (options.authority === undefined)
    throw new UsageError(
      '--response is checked against --authority, a PEM file of certificates that you trust.',
    );
  const check = await checkResponse(resolve(file), resolve(options.response), resolve(options.authority));
  if (options.json) answer(check);
  else
    printOutcome(
      check.problems,
      [],
      `${check.holds ? 'holds' : 'does not hold'}: ${check.at}, ${check.signer ?? 'signer not known'}, serial ${check.serial}`,
    );
  return check.holds ? 0 : 1;
}
