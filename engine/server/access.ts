import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away: an HTTP status and one sentence. */
export interface Refusal {
  readonly status: 403 | 421;
  readonly message: string;
}

const SECRET_BYTES = 32;
const SAFE_METHODS = new Set(['GET', 'HEAD']);

/**
 * Who may talk to the loopback host: only a page of this very host that came in with the launch token.
 * The token is made at each launch, printed with the address, and exchanged for a cookie.
 */
export class Access {
  readonly token = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #session = randomBytes(SECRET_BYTES).toString('base64url');

  /** @param port the port listened on; `Host` and `Origin` have to name it exactly. */
  constructor(private readonly port: number) {}

  get hosts(): string[] {
    return [`127.0.0.1:${this.port}`, `localhost:${this.port}`];
  }

  /** Cookies are shared by all ports of a machine, so the port is part of the name. */
  get cookieName(): string {
    return `spyhop-${this.port}`;
  }

  /** The `Set-Cookie` value that a right token buys. */
  get cookie(): string {
    return `${this.cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  tokenIsRight(token: string): boolean {
    return sameSecret(token, this.token);
  }

  /** Refuses other names for this machine (DNS rebinding) and pages of other origins. */
  checkOrigin(method: string, headers: IncomingHttpHeaders, upgrade = false): Refusal | undefined {
    const { host, origin } = headers;
    if (host === undefined || !this.hosts.includes(host)) {
      return {
        status: 421,
        message: `Spyhop answers at http://127.0.0.1:${this.port} only. Through a tunnel, keep the port number the same at both ends.`,
      };
    }
    const originNeeded = upgrade || !SAFE_METHODS.has(method);
    if (origin === undefined ? originNeeded : origin !== `http://${host}`) {
      return { status: 403, message: 'Spyhop does not answer pages of other origins.' };
    }
    const site = headers['sec-fetch-site'];
    const foreign = site === 'cross-site' || site === 'same-site';
    if (foreign && headers['sec-fetch-mode'] !== 'navigate') {
      return { status: 403, message: 'Spyhop does not answer pages of other origins.' };
    }
    return undefined;
  }

  checkSession(headers: IncomingHttpHeaders): Refusal | undefined {
    const value = readCookie(headers.cookie, this.cookieName);
    if (value !== undefined && sameSecret(value, this.#session)) return undefined;
    return {
      status: 403,
      message:
        'This address needs the token of the running Spyhop. Open the address that Spyhop printed when it started.',
    };
  }
}

/** Compares in a time that does not depend on the content or the length. */
function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
