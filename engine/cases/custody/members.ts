import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CaseRole, Seat } from '#contract/custody.ts';
import { EngineError } from '#contract/errors.ts';
import type { CaseFolder } from '../case-folder.ts';
import { lock, opens } from './passphrase.ts';

/** scrypt parameters, salt and result, by name. They stay on this machine: no journal and no bundle holds them. */
const Secrets = z.record(
  z.string(),
  z.object({
    salt: z.string(),
    cost: z.number().int(),
    blockSize: z.number().int(),
    parallelization: z.number().int(),
    key: z.string(),
  }),
);
type Secrets = z.infer<typeof Secrets>;

const fileOf = (folder: CaseFolder): string => join(folder.dir, 'passphrases.json');

function secretsOf(folder: CaseFolder): Secrets {
  const file = fileOf(folder);
  return existsSync(file) ? Secrets.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function keepSecrets(folder: CaseFolder, secrets: Secrets): void {
  const next = `${fileOf(folder)}.next`;
  const handle = openSync(next, 'w', 0o600);
  try {
    writeFileSync(handle, `${JSON.stringify(secrets, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(next, fileOf(folder));
}

/** Seats a member. @throws EngineError `invalid` for a name or passphrase that is none; the attempt is in the journal. */
export async function signIn(folder: CaseFolder, name: string, passphrase: string): Promise<Seat> {
  const member = folder.file().members.find((one) => one.name === name);
  const secret = secretsOf(folder)[name];
  if (!member || !secret || !(await opens(secret, passphrase))) {
    folder.record('sign-in-refused', { name });
    throw new EngineError(
      'invalid',
      'Name and passphrase do not belong to a member of this case. Nobody was signed in; try again.',
    );
  }
  folder.sit(name);
  folder.record('signed-in', { name, role: member.role });
  return folder.seat();
}

/** Frees the seat. */
export function signOut(folder: CaseFolder): Seat {
  const { name } = folder.seat();
  if (name !== null && folder.file().members.length > 0) folder.record('signed-out', { name });
  folder.sit(null);
  return folder.seat();
}

/**
 * Makes someone a member, or gives a member another role or passphrase. The first member becomes an owner and is signed in.
 * @throws EngineError `invalid`, `conflict`.
 */
export async function setMember(
  folder: CaseFolder,
  { name, role, passphrase }: { name: string; role: CaseRole; passphrase?: string | undefined },
): Promise<Seat> {
  folder.need('own');
  const { members } = folder.file();
  if (members.length === 0 && role !== 'owner')
    throw new EngineError('invalid', 'The first member of a case has to be an owner. Nobody was added.');
  const before = members.find((one) => one.name === name);
  if (!before && passphrase === undefined)
    throw new EngineError('invalid', `${name} is new to the case and needs a passphrase. Nobody was added.`);
  const next = [...members.filter((one) => one.name !== name), { name, role }].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  requireOwner(next);
  if (passphrase !== undefined) keepSecrets(folder, { ...secretsOf(folder), [name]: await lock(passphrase) });
  folder.save({ members: next }, 'member-set', { name, role, passphrase: passphrase !== undefined });
  if (members.length === 0) folder.sit(name);
  return folder.seat();
}

/** Takes a member off the case; without members it is open to all again. @throws EngineError `not-found`, `conflict`. */
export function removeMember(folder: CaseFolder, name: string): Seat {
  folder.need('own');
  const { members } = folder.file();
  const next = members.filter((one) => one.name !== name);
  if (next.length === members.length)
    throw new EngineError('not-found', `${name} is not a member of this case.`);
  if (next.length > 0) requireOwner(next);
  folder.save({ members: next }, 'member-removed', { name });
  const { [name]: _, ...others } = secretsOf(folder);
  keepSecrets(folder, others);
  if (folder.seat().name === null) folder.sit(null);
  return folder.seat();
}

function requireOwner(members: readonly { role: CaseRole }[]): void {
  if (!members.some(({ role }) => role === 'owner'))
    throw new EngineError(
      'conflict',
      'A case with members needs an owner. Nothing was changed; make someone else an owner first.',
    );
}
