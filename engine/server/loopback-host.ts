import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { EngineError, type EngineErrorCode } from '#contract/errors.ts';
import { type Channel, MAX_MESSAGE_BYTES } from '#contract/messages.ts';
import type { Log } from '#contract/rpc/serialise-error.ts';
import { Access, type Refusal } from './access.ts';
import { securityHeaders } from './content-security-policy.ts';
import { attachment, FileRegistry } from './file-registry.ts';
import { Uploads } from './uploads.ts';
import { websocketChannel } from './websocket-channel.ts';

export interface LoopbackOptions {
  /** The built window. */
  readonly rendererDir: string;
  /** Where the folder for uploads is made. */
  readonly tempDir: string;
  /** 0 or nothing takes a free port. */
  readonly port?: number;
  readonly log: Log;
  /** Gets the channel of every page that connects. */
  readonly onChannel: (channel: Channel) => void;
}

export interface LoopbackHost {
  readonly port: number;
  /** The address with the token of this launch. */
  readonly url: string;
  readonly files: FileRegistry;
  /** Ends all connections and removes what was uploaded. */
  close(): Promise<void>;
}

const ADDRESS = '127.0.0.1';
const ENGINE_PATH = '/engine';
const GOING_AWAY = 1001;
const GOODBYE_MS = 500;
const MAX_NAME_LENGTH = 8192;

const HTTP_STATUS: Record<EngineErrorCode, number> = {
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  cancelled: 499,
  busy: 503,
  internal: 500,
};

/**
 * Serves the window and the engine on 127.0.0.1 to whoever holds the launch token.
 * @throws EngineError `conflict` when the port is taken.
 */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const { log } = options;
  const uploadDir = await mkdtemp(join(options.tempDir, 'spyhop-uploads-'));
  const files = new FileRegistry();
  let access = new Access(0);

  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: MAX_NAME_LENGTH } });
  guard(app, () => access);
  answerErrors(app, log);
  routes(app, new Uploads(uploadDir), files);
  await app.register(fastifyStatic, { root: options.rendererDir, cacheControl: false });
  const sockets = acceptSockets(app, () => access, options.onChannel);

  try {
    await app.listen({ host: ADDRESS, port: options.port ?? 0 });
  } catch (cause) {
    await rm(uploadDir, { recursive: true, force: true });
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new EngineError(
      'conflict',
      `Port ${options.port} is in use. Choose another with --port, or leave it out to take a free one.`,
      { port: options.port },
      { cause },
    );
  }
  const bound = app.server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The loopback host has no port');
  access = new Access(bound.port);

  return {
    port: bound.port,
    url: `http://${ADDRESS}:${bound.port}/?token=${access.token}`,
    files,
    async close() {
      await sayGoodbye(sockets);
      await app.close();
      await rm(uploadDir, { recursive: true, force: true });
    },
  };
}

/** Tells every page that this is an orderly end, and does not wait long for those that do not listen. */
async function sayGoodbye(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Spyhop was closed');
  const limit = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, GOODBYE_MS);
  await new Promise<void>((resolve) => sockets.close(() => resolve()));
  clearTimeout(limit);
}

/** Every request passes here first; the token in an address is exchanged for the cookie. */
function guard(app: FastifyInstance, access: () => Access): void {
  app.addHook('onRequest', async (request, reply) => {
    const { hosts } = access();
    reply.headers({ ...securityHeaders(hosts.map((host) => `ws://${host}`)), 'cache-control': 'no-cache' });
    const refuse = ({ status, message }: Refusal) =>
      reply.code(status).type('text/plain; charset=utf-8').send(`${message}\n`);

    const foreign = access().checkOrigin(request.method, request.headers);
    if (foreign) return refuse(foreign);
    const url = new URL(request.url, 'http://localhost');
    const token = url.searchParams.get('token');
    if (request.method === 'GET' && token !== null && access().tokenIsRight(token)) {
      url.searchParams.delete('token');
      return reply
        .header('set-cookie', access().cookie)
        .header('cache-control', 'no-store')
        .redirect(`${url.pathname.replace(/^\/+/, '/')}${url.search}`, 303);
    }
    const stranger = access().checkSession(request.headers);
    return stranger ? refuse(stranger) : undefined;
  });
}

function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof EngineError) return reply.code(HTTP_STATUS[error.code]).send(error.toJSON());
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 400 && status < 500) {
      return reply.code(status).send(new EngineError('invalid', 'The request cannot be answered.').toJSON());
    }
    log('error', `${request.method} ${request.routeOptions.url ?? ''} failed`, error);
    return reply
      .code(500)
      .send(new EngineError('internal', 'Something went wrong. The program log has the details.').toJSON());
  });
  app.setNotFoundHandler((request, reply) => {
    const forWindow = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (forWindow) return reply.sendFile('index.html');
    return reply.code(404).send(new EngineError('not-found', 'There is nothing at this address.').toJSON());
  });
}

function routes(app: FastifyInstance, uploads: Uploads, files: FileRegistry): void {
  // Every body is a file to be streamed, also one that is called application/json.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));

  /** Tells a page whether its cookie still belongs to this launch. */
  app.get('/session', (_request, reply) => reply.code(204).send());

  app.post<{ Params: { name: string }; Querystring: { batch?: string } }>('/upload/:name', (request) =>
    uploads.receive(request.params.name, request.query.batch, request.raw as Readable),
  );

  app.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    const file = files.find(request.params.id);
    const size = file && (await stat(file.path).catch(() => undefined))?.size;
    if (!file || size === undefined) throw new EngineError('not-found', 'This file is not there any more.');
    return reply
      .headers({
        'content-type': 'application/octet-stream',
        'content-length': size,
        'content-disposition': attachment(file.fileName),
        'cache-control': 'no-store',
      })
      .send(createReadStream(file.path));
  });
}

function acceptSockets(
  app: FastifyInstance,
  access: () => Access,
  onChannel: (channel: Channel) => void,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal =
      access().checkOrigin('GET', request.headers, true) ?? access().checkSession(request.headers);
    const status = refusal?.status ?? (request.url === ENGINE_PATH ? undefined : 404);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (peer) => onChannel(websocketChannel(peer)));
  });
  return sockets;
}
