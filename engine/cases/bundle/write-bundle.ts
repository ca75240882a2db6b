import { createWriteStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BundleRequest, SealedBundle } from '#contract/bundles.ts';
import { AlertQuery } from '#contract/detection.ts';
import { EngineError } from '#contract/errors.ts';
import type { LeaveOut } from '#contract/redaction.ts';
import { wholeAlerts } from '../../alerts/query-alerts.ts';
import type { Session } from '../../warehouse/session.ts';
import type { CaseFolder } from '../case-folder.ts';
import { originalsOf } from '../custody/originals.ts';
import { writeExport } from '../record-export.ts';
import { leaveOutWords } from '../redaction/leave-out-words.ts';
import { RemainingWords } from '../redaction/remaining-words.ts';
import { storedEvidence, storedWork } from '../work/stored.ts';
import { encrypted } from './age.ts';
import { type Filling, fillBag, type SealContext } from './fill-bag.ts';
import { type CaseContent, type Selection, select } from './leave-out.ts';
import { presentReport } from './present-report.ts';
import { writeMessage } from './write-message.ts';
import { ZipWriter } from './zip-writer.ts';

/**
 * Seals the case, or what of it is not left out, into a BagIt bag in a zip file, encrypted where asked. The file appears
 * whole or not at all; the journal says what was sealed and with which SHA-256. @throws EngineError `invalid`
 * (nothing such in the case, an original that was changed, a disk that cannot be written), `conflict` (role), `cancelled`.
 */
export async function sealBundle(request: BundleRequest, context: SealContext): Promise<SealedBundle> {
  const { folder, signal } = context;
  folder.need('change');
  const base = baseName(folder);
  const at = context.clock();
  const suffix = request.encryption === null ? '.zip' : '.zip.age';
  const path = resolve(
    request.out ?? freeName(folder.exportsDir, `${base}-${at.toISOString().replace(/[-:.]/g, '')}`, suffix),
  );
  if (request.out !== undefined && existsSync(path) && statSync(path).isDirectory())
    throw new EngineError('invalid', `${path} is a folder. Nothing was written; name a file.`);
  const scratch = mkdtempSync(join(context.tempDir, 'seal-'));
  try {
    const asked = request.leaveOutFound
      ? await leaveOutWords(request.words, context, request.leaveOut)
      : request.leaveOut;
    const { journal, selection } = await stillContent(folder, asked, scratch, signal);
    const { account } = selection;
    const redacted = Object.values(account).some((list) => list.length > 0);
    const head = { entries: folder.journal.length, last: folder.journal.last };
    const report = (request.report ?? !redacted) ? await presentReport(folder, selection.entriesOut) : null;
    const remaining = request.words.length > 0 ? new RemainingWords(request.words) : null;
    remaining?.lookAtName(path);
    const leftOut = {
      originals: account.originals.length,
      exhibits: account.exhibits.map(({ exhibit }) => exhibit),
      documents: account.documents.length,
      alerts: account.alerts.length,
      entries: account.entries.length,
    };
    let files = 0;
    const sha256 = await writeExport(folder, 'bundle-sealed', path, async (part) => {
      files = await writeZip(part, request.encryption, {
        base,
        selection,
        journal,
        head,
        report,
        at,
        context,
        redacted,
        remaining,
      });
      return {
        journal: head,
        files,
        encrypted:
          request.encryption === null
            ? null
            : 'passphrase' in request.encryption
              ? 'passphrase'
              : request.encryption.recipients,
        asked: request.leaveOut,
        ...(remaining
          ? {
              words: {
                searched: request.words.length,
                leftOut: request.leaveOutFound,
                remaining: remaining.answer.places.length,
              },
            }
          : {}),
        redacted: leftOut,
      };
    });
    return {
      path,
      fileName: basename(path),
      bytes: statSync(path).size,
      sha256,
      files,
      encrypted: request.encryption !== null,
      report: report !== null,
      leftOut,
      remaining: remaining?.answer ?? null,
    };
  } catch (error) {
    if (signal.aborted) throw new EngineError('cancelled', 'Cancelled; no bundle was written.');
    if (error instanceof EngineError) throw error;
    if ((error as NodeJS.ErrnoException).code?.startsWith('E'))
      throw new EngineError('invalid', writeMessage(error, path), { path }, { cause: error });
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A name that nothing in the folder has. */
function freeName(dir: string, name: string, suffix: string): string {
  for (let number = 1; ; number += 1) {
    const path = join(dir, `${name}${number === 1 ? '' : `-${number}`}${suffix}`);
    if (!existsSync(path)) return path;
  }
}

/** What the case holds and its journal, of one moment: read again where somebody acted meanwhile. */
async function stillContent(
  folder: CaseFolder,
  leaveOut: LeaveOut,
  scratch: string,
  signal: AbortSignal,
): Promise<{ journal: string; selection: Selection }> {
  for (let attempt = 0; ; attempt += 1) {
    const before = folder.journal.length;
    const content = await folder.warehouse.use((session) => contentOf(folder, session), signal);
    const journal = join(scratch, `journal-${attempt}.jsonl`);
    const selection = await select(content, leaveOut, folder.frozen, folder.journal.file, journal, signal);
    if (folder.journal.length === before) return { journal, selection };
  }
}

const baseName = (folder: CaseFolder): string =>
  basename(folder.dir)
    .replace(/\.spyhop$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80) || 'case';

async function contentOf(folder: CaseFolder, session: Session): Promise<CaseContent> {
  const kept = await originalsOf(folder, session);
  return {
    originals: new Map(kept.map(({ sha256, name }) => [sha256, name])),
    alerts: await wholeAlerts(session, { ...AlertQuery.parse({}), dropped: 'too', limit: 10_000_000 }),
    exhibits: await storedEvidence(session, true),
    documents: await storedWork(session, [], true),
  };
}

/** Writes the zip, encrypted where asked; gives the number of files in it. */
async function writeZip(
  out: string,
  encryption: BundleRequest['encryption'],
  filling: Filling,
): Promise<number> {
  const zip = new ZipWriter(filling.at);
  const stream = encryption === null ? zip.output : await encrypted(zip.output, encryption);
  const written = pipeline(stream, createWriteStream(out, { flags: 'wx' }), {
    signal: filling.context.signal,
  });
  const filled = fillBag(zip, filling).catch((error: unknown) => {
    zip.output.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [files] = await Promise.all([filled, written]);
  return files;
}
