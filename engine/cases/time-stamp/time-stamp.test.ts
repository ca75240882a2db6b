import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportAlerts } from '../../alerts/export-alerts.ts';
import { type ScratchCase, scratchCase } from '../../testing/scratch-case.ts';
import { checkStamp, keepStamp, requestStamp } from './case-stamps.ts';
import { stampSubjects } from './subjects.ts';
import { checkResponse, writeRequest } from './time-stamps.ts';

const there = spawnSync('openssl', ['version']).status === 0;

const CONFIG = `
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[plain]
basicConstraints = critical,CA:false
[tsa_config]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** An authority of its own, by openssl; where openssl is missing these are shown as skipped. */
describe.skipIf(!there)('time-stamps, against openssl', () => {
  let dir: string;
  let open: ScratchCase;
  const file = (name: string) => join(dir, name);
  const openssl = (...words: string[]) => {
    const done = spawnSync('openssl', words, { cwd: dir, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`openssl ${words.join(' ')}\n${done.stderr}`);
    return done.stdout;
  };
  const issue = (name: string, extensions: string, key: string[]) => {
    openssl(
      'req',
      '-new',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name}`,
      '-config',
      'config',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '30',
      '-extfile',
      'config',
      '-extensions',
      extensions,
      '-out',
      `${name}.pem`,
    );
  };
  const reply = (query: string, out: string, signer: string) =>
    openssl(
      'ts',
      '-reply',
      '-config',
      'config',
      '-section',
      'tsa_config',
      '-queryfile',
      query,
      '-signer',
      `${signer}.pem`,
      '-inkey',
      `${signer}.key`,
      '-out',
      out,
    );

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'spyhop-ts-'));
    writeFileSync(file('config'), CONFIG);
    writeFileSync(file('serial'), '01');
    for (const name of ['ca', 'other'])
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
        '-days',
        '30',
        '-subj',
        `/CN=${name}`,
        '-config',
        'config',
        '-extensions',
        'ca',
      );
    issue('rsa', 'tsa', ['rsa:2048']);
    issue('curve', 'tsa', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']);
    writeFileSync(file('data'), 'the bytes of a bundle');
    open = await scratchCase();
  });
  afterAll(() => {
    open?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('openssl reads the request and finds it over the file', async () => {
    const { path, sha256 } = await writeRequest(file('data'));
    expect(path).toBe(file('data.tsq'));
    const text = openssl('ts', '-query', '-in', 'data.tsq', '-text');
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Certificate required: yes');
    expect(text.replaceAll(/[^0-9a-f]/g, '')).toContain(sha256.slice(0, 16));
  });

  test.each(['rsa', 'curve'])(
    'a response signed with %s holds here and by openssl, and is kept in the case',
    async (signer) => {
      await writeRequest(file('data'));
      reply('data.tsq', `${signer}.tsr`, signer);
      expect(
        openssl('ts', '-verify', '-data', 'data', '-in', `${signer}.tsr`, '-CAfile', 'ca.pem'),
      ).toContain('Verification: OK');
      const check = await checkResponse(file('data'), file(`${signer}.tsr`), file('ca.pem'));
      expect(check).toMatchObject({ holds: true, problems: [], policy: '1.2.3.4.1', signer: `CN=${signer}` });
      const kept = await keepStamp(open.folder, {
        path: file('data'),
        response: file(`${signer}.tsr`),
      });
      expect(kept.at(-1)).toMatchObject({ fileName: 'data', at: check.at, serial: check.serial });
      expect(open.folder.frozen.get(kept.at(-1)!.sha256)).toEqual(readFileSync(file(`${signer}.tsr`)));
    },
  );

  test('one over the journal names the entries, holds however far the journal goes on, and openssl agrees', async () => {
    const { folder } = open;
    const entries = folder.journal.length;
    const hash = folder.journal.last;
    const { path, sha256 } = await requestStamp(folder, { kind: 'journal' });
    expect(sha256).toBe(hash);
    reply(path, 'journal.tsr', 'curve');
    expect(openssl('ts', '-verify', '-digest', hash, '-in', 'journal.tsr', '-CAfile', 'ca.pem')).toContain(
      'Verification: OK',
    );
    const answer = { response: file('journal.tsr'), path: null };
    const check = await checkStamp(folder, { ...answer, authority: file('ca.pem') });
    expect(check).toMatchObject({
      holds: true,
      problems: [],
      of: { kind: 'journal', entries, name: `journal, entries 1 to ${entries}` },
    });
    const kept = await keepStamp(folder, answer);
    expect(kept.at(-1)).toMatchObject({ fileName: `journal, entries 1 to ${entries}`, fileSha256: hash });
    expect(await keepStamp(folder, answer)).toHaveLength(kept.length);
    expect(
      folder.journal.numbersOf('time-stamp-requested').map((seq) => folder.journal.read(seq).detail.of),
    ).toEqual(['journal']);
  });

  test('one over an export is known by its hash, until the export is another', async () => {
    const { folder } = open;
    await exportAlerts(folder, [], 'json', 'alerts.json');
    const [, alerts] = stampSubjects(folder);
    expect(alerts).toMatchObject({ kind: 'export', name: 'alerts.json', present: true });
    await requestStamp(folder, { kind: 'file', path: alerts!.path! });
    reply(`${alerts!.path}.tsq`, 'alerts.tsr', 'rsa');
    const answer = { response: file('alerts.tsr'), path: null, authority: file('ca.pem') };
    expect(await checkStamp(folder, answer)).toMatchObject({ holds: true, of: { name: 'alerts.json' } });
    writeFileSync(alerts!.path!, 'other bytes');
    expect(await checkStamp(folder, answer)).toMatchObject({
      holds: false,
      problems: [expect.stringContaining('other bytes')],
      of: { name: 'alerts.json' },
    });
    // What the case does not know is not guessed at.
    writeFileSync(file('foreign'), 'of another case');
    await writeRequest(file('foreign'));
    reply('foreign.tsq', 'foreign.tsr', 'rsa');
    const foreign = { response: file('foreign.tsr'), path: null };
    expect(await checkStamp(folder, { ...foreign, authority: file('ca.pem') })).toMatchObject({
      holds: false,
      of: null,
      problems: [expect.stringContaining('choose the file')],
    });
    await expect(keepStamp(folder, foreign)).rejects.toMatchObject({ code: 'invalid' });
    expect(
      (await checkStamp(folder, { ...foreign, path: file('foreign'), authority: file('ca.pem') })).holds,
    ).toBe(true);
  });

  test('another authority, other bytes and a changed response do not hold', async () => {
    await writeRequest(file('data'));
    reply('data.tsq', 'data.tsr', 'rsa');
    expect((await checkResponse(file('data'), file('data.tsr'), file('other.pem'))).problems).toEqual([
      expect.stringContaining('No chain'),
    ]);
    writeFileSync(file('changed'), readFileSync(file('data')));
    appendFileSync(file('changed'), '.');
    expect((await checkResponse(file('changed'), file('data.tsr'), file('ca.pem'))).problems).toEqual([
      expect.stringContaining('other bytes'),
    ]);
    await expect(
      keepStamp(open.folder, { path: file('changed'), response: file('data.tsr') }),
    ).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(checkResponse(file('data'), file('data'), file('ca.pem'))).rejects.toMatchObject({
      message: expect.stringContaining('no time-stamp response'),
    });
    const bytes = readFileSync(file('data.tsr'));
    // Bytes outside of what is signed may change; what is stated may not.
    const whole = await checkResponse(file('data'), file('data.tsr'), file('ca.pem'));
    let refused = 0;
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 4;
      writeFileSync(file('flipped.tsr'), flipped);
      const check = await checkResponse(file('data'), file('flipped.tsr'), file('ca.pem')).catch(() => null);
      if (check?.holds) expect(check).toEqual(whole);
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(bytes.length / 7 / 2);
  }, 60_000);
});
