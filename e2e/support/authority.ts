import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A time-stamping authority of its own, by openssl. */
export interface Authority {
  /** Its certificate, as a PEM file. */
  readonly certificate: string;
  /** Answers a request file with a response file, and gives its path. */
  answer(request: string, name: string): string;
}

const CONFIG = `[req]
distinguished_name = dn
[dn]
[tsa]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

export const opensslIsThere = (): boolean => spawnSync('openssl', ['version']).status === 0;

export function authorityIn(dir: string): Authority {
  const openssl = (...words: string[]) => {
    const done = spawnSync('openssl', words, { cwd: dir, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`openssl ${words.join(' ')}\n${done.stderr}`);
  };
  writeFileSync(join(dir, 'config'), CONFIG);
  writeFileSync(join(dir, 'serial'), '2A');
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-config', 'config'],
    ...['-subj', '/CN=Authority of the test', '-addext', 'extendedKeyUsage=critical,timeStamping'],
    ...['-keyout', 'authority.key', '-out', 'authority.pem'],
  );
  return {
    certificate: join(dir, 'authority.pem'),
    answer(request, name) {
      openssl(
        ...['ts', '-reply', '-config', 'config', '-section', 'tsa', '-queryfile', request],
        ...['-signer', 'authority.pem', '-inkey', 'authority.key', '-out', name],
      );
      return join(dir, name);
    },
  };
}
