import { createHash, X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import { Certificate, ContentInfo, SignedData, type SignerInfo, TimeStampResp, TSTInfo } from 'pkijs';
import { EngineError } from '#contract/errors.ts';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The name of a hash by its object identifier, as `node:crypto` knows it. */
export const hashName = (oid: string): string | undefined => HASHES[oid];

/** A time-stamp token, taken apart. */
export interface Token {
  readonly imprint: { hash: string; hex: string };
  readonly at: string;
  readonly policy: string;
  readonly serial: string;
  /** What was signed over: the encoded TSTInfo. */
  readonly content: Buffer;
  readonly signer: SignerInfo;
  readonly certificates: readonly X509Certificate[];
}

const noResponse = (reason: string, cause?: unknown) =>
  new EngineError(
    'invalid',
    `This is no time-stamp response (${reason}). Nothing was changed; take the .tsr file that the authority sent.`,
    {},
    cause === undefined ? undefined : { cause },
  );

/** Reads a time-stamp response (RFC 3161, section 2.4.2). @throws EngineError `invalid`: none, or one that was not granted. */
export function readResponse(bytes: Uint8Array): Token {
  try {
    const parsed = fromBER(bytes);
    if (parsed.offset === -1) throw noResponse('it is not DER');
    const response = new TimeStampResp({ schema: parsed.result });
    const { status } = response.status;
    if (status !== 0 && status !== 1) throw noResponse(`the authority did not grant it, status ${status}`);
    if (!response.timeStampToken) throw noResponse('it holds no token');
    return tokenOf(response.timeStampToken);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw noResponse('it cannot be read', error);
  }
}

function tokenOf(info: ContentInfo): Token {
  const signed = new SignedData({ schema: info.content });
  const { eContentType, eContent } = signed.encapContentInfo;
  if (info.contentType !== ContentInfo.SIGNED_DATA || eContentType !== TST_INFO || !eContent)
    throw noResponse('what it signs is no time-stamp');
  const [signer, second] = signed.signerInfos;
  if (!signer || second) throw noResponse('it is not signed once');
  const content = Buffer.from(eContent.getValue());
  const tst = new TSTInfo({ schema: fromBER(content).result });
  const { hashAlgorithm, hashedMessage } = tst.messageImprint;
  return {
    imprint: {
      hash: hashName(hashAlgorithm.algorithmId) ?? hashAlgorithm.algorithmId,
      hex: Buffer.from(hashedMessage.valueBlock.valueHexView).toString('hex'),
    },
    at: tst.genTime.toISOString(),
    policy: tst.policy,
    serial: Buffer.from(tst.serialNumber.valueBlock.valueHexView).toString('hex'),
    content,
    signer,
    certificates: (signed.certificates ?? []).flatMap((one) =>
      one instanceof Certificate ? [new X509Certificate(Buffer.from(one.toSchema().toBER()))] : [],
    ),
  };
}

export const digest = (hash: string, bytes: Uint8Array): string =>
  createHash(hash).update(bytes).digest('hex');
