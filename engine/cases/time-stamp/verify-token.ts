import { constants, verify, X509Certificate } from 'node:crypto';
import { OctetString, type Sequence } from 'asn1js';
import { EngineError } from '#contract/errors.ts';
import type { TimeStampCheck } from '#contract/time-stamps.ts';
import { digest, hashName, type Token } from './token.ts';

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const RSA_PSS = '1.2.840.113549.1.1.10';

/** Certificates of a PEM file. @throws EngineError `invalid` where there is none. */
export function certificatesFrom(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new EngineError(
      'invalid',
      'A certificate of the authority cannot be read. Nothing was checked.',
      {},
      { cause: error },
    );
  }
  throw new EngineError(
    'invalid',
    'The file holds no certificate in PEM (BEGIN CERTIFICATE). Nothing was checked.',
  );
}

/**
 * Checks a token offline (RFC 3161, RFC 5652, RFC 5816): that it is over these bytes, that the signature is that of the
 * certificate it names, that the certificate is for time-stamping, and that a chain leads to one of the trusted ones, all
 * valid at the stated time. Revocation is not asked for: that needs the network.
 * @param hashes of the bytes by the hash's name; null where nothing is known that it could be over
 */
export function verifyToken(
  token: Token,
  hashes: ReadonlyMap<string, string> | null,
  trusted: readonly X509Certificate[],
): TimeStampCheck {
  const problems: string[] = [];
  if (hashes === null)
    problems.push(
      'The time-stamp is over nothing that this case knows by its hash; choose the file that it is over.',
    );
  else if (hashes.get(token.imprint.hash) !== token.imprint.hex)
    problems.push('The time-stamp is over other bytes than those of this file.');
  const certificate = signerOf(token, trusted);
  if (certificate === undefined)
    problems.push('The certificate that signed is neither in the response nor among those given.');
  else {
    problems.push(...signatureProblems(token, certificate));
    problems.push(...chainProblems(certificate, token, trusted));
  }
  return {
    holds: problems.length === 0,
    at: token.at,
    policy: token.policy,
    serial: token.serial,
    signer: certificate?.subject.replaceAll('\n', ', ') ?? null,
    imprint: token.imprint,
    problems,
  };
}

/** The certificate with the serial number that the signature names; which of several is told by the signed attribute. */
function signerOf(
  { signer, certificates }: Token,
  trusted: readonly X509Certificate[],
): X509Certificate | undefined {
  const sid = signer.sid as { serialNumber?: { valueBlock: { valueHexView: Uint8Array } } };
  const number =
    sid.serialNumber &&
    Buffer.from(sid.serialNumber.valueBlock.valueHexView).toString('hex').replace(/^0+/, '');
  return [...certificates, ...trusted].find(
    (one) => number === undefined || one.serialNumber.toLowerCase().replace(/^0+/, '') === number,
  );
}

function signatureProblems({ signer, content }: Token, certificate: X509Certificate): string[] {
  const hash = hashName(signer.digestAlgorithm.algorithmId);
  const { signedAttrs } = signer;
  if (hash === undefined || !signedAttrs)
    return ['The signature is made in a way that this program does not know.'];
  const attribute = (type: string) =>
    signedAttrs.attributes.find((one) => one.type === type)?.values[0] as unknown;
  const problems: string[] = [];
  const stated = attribute(MESSAGE_DIGEST);
  if (
    !(stated instanceof OctetString) ||
    Buffer.from(stated.valueBlock.valueHexView).toString('hex') !== digest(hash, content)
  )
    problems.push('The signed digest is not that of the time-stamp.');
  if (attribute(CONTENT_TYPE) === undefined) problems.push('The signature does not say what it signs.');
  if (!namesCertificate(attribute(SIGNING_CERTIFICATE), attribute(SIGNING_CERTIFICATE_V2), certificate))
    problems.push('The signature does not name the certificate it was made with.');
  const bytes = Buffer.from(signedAttrs.encodedValue);
  bytes[0] = 0x31; // what is signed is encoded as a set (RFC 5652, section 5.4)
  const pss = signer.signatureAlgorithm.algorithmId === RSA_PSS;
  const kind = certificate.publicKey.asymmetricKeyType;
  const key = pss
    ? {
        key: certificate.publicKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_AUTO,
      }
    : certificate.publicKey;
  const algorithm = kind === 'ed25519' || kind === 'ed448' ? null : hash;
  if (!verify(algorithm, bytes, key, Buffer.from(signer.signature.valueBlock.valueHexView)))
    problems.push('The signature does not hold.');
  return problems;
}

/** Whether ESSCertID (SHA-1) or ESSCertIDv2 names the certificate by its hash. */
function namesCertificate(one: unknown, two: unknown, certificate: X509Certificate): boolean {
  const first = (value: unknown) =>
    (value as Sequence | undefined)?.valueBlock.value[0] as Sequence | undefined;
  for (const [attribute, usual] of [
    [two, 'sha256'],
    [one, 'sha1'],
  ] as const) {
    const id = first(first(attribute));
    if (!id) continue;
    const [head, next] = id.valueBlock.value;
    const octets = head instanceof OctetString ? head : next;
    if (!(octets instanceof OctetString)) continue;
    const named = head instanceof OctetString ? usual : algorithmOf(head);
    if (
      named !== undefined &&
      Buffer.from(octets.valueBlock.valueHexView).toString('hex') === digest(named, certificate.raw)
    )
      return true;
  }
  return false;
}

function algorithmOf(sequence: unknown): string | undefined {
  const [oid] = (sequence as Sequence).valueBlock.value;
  return hashName((oid as unknown as { valueBlock: { toString(): string } }).valueBlock.toString());
}

function chainProblems(
  certificate: X509Certificate,
  { at, certificates }: Token,
  trusted: readonly X509Certificate[],
): string[] {
  const time = Date.parse(at);
  if (!(certificate.keyUsage ?? []).includes(TIME_STAMPING))
    return ['The certificate that signed is not one for time-stamping.'];
  const roots = new Set(trusted.map(({ fingerprint256 }) => fingerprint256));
  let here = certificate;
  for (let depth = 0; depth < 10; depth += 1) {
    if (Date.parse(here.validFrom) > time || Date.parse(here.validTo) < time)
      return [`The certificate ${here.subject.replaceAll('\n', ', ')} was not valid at the stated time.`];
    if (roots.has(here.fingerprint256)) return [];
    const issuer = [...trusted, ...certificates].find(
      (one) =>
        one.fingerprint256 !== here.fingerprint256 &&
        one.ca &&
        here.checkIssued(one) &&
        here.verify(one.publicKey),
    );
    if (!issuer) break;
    here = issuer;
  }
  return ['No chain of certificates leads to an authority that was given as trusted.'];
}
