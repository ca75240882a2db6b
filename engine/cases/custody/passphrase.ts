import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Parameters, salt and result of scrypt; salt and result in hexadecimal. */
interface Secret {
  readonly salt: string;
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
  readonly key: string;
}

const PARAMETERS = { cost: 2 ** 15, blockSize: 8, parallelization: 1 };
const LENGTH = 32;

const derive = (
  passphrase: string,
  salt: Buffer,
  { cost, blockSize, parallelization }: typeof PARAMETERS,
): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(
      passphrase.normalize('NFKC'),
      salt,
      LENGTH,
      { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize },
      (error, key) => (error ? reject(error) : resolve(key)),
    ),
  );

/** scrypt (RFC 7914) over a passphrase with a salt of its own; the parameters are kept with the result. */
export async function lock(passphrase: string): Promise<Secret> {
  const salt = randomBytes(16);
  const key = await derive(passphrase, salt, PARAMETERS);
  return { ...PARAMETERS, salt: salt.toString('hex'), key: key.toString('hex') };
}

/** Whether the passphrase is the one, compared in constant time. */
export async function opens(secret: Secret, passphrase: string): Promise<boolean> {
  const key = await derive(passphrase, Buffer.from(secret.salt, 'hex'), secret);
  return timingSafeEqual(key, Buffer.from(secret.key, 'hex'));
}
