import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { contract, type SpyhopContract } from '#contract/contract.ts';
import type { Client } from '#contract/handlers.ts';
import { connect } from '#contract/rpc/connect.ts';
import { websocketChannel } from '../server/websocket-channel.ts';

/** The program in a process of its own, reached as a window reaches it. */
export interface ServedEngine {
  readonly client: Client<SpyhopContract>;
  readonly pid: number;
  /** Most memory it held so far, in MiB; null where the platform does not tell. */
  peakMiB(): number | null;
  close(): Promise<void>;
}

/** Starts `spyhop serve` on a case and connects. `program` is the built command line. */
export async function serveEngine(program: string, caseDir: string): Promise<ServedEngine> {
  const child: ChildProcess = spawn(process.execPath, [program, 'serve', '--case', caseDir, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new URL(await addressOf(child));
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error('the host gave no session');
  const socket = new WebSocket(`ws://${url.host}/engine`, { headers: { cookie, origin: url.origin } });
  await once(socket, 'open');
  const pid = child.pid!;
  return {
    client: connect(contract, websocketChannel(socket)),
    pid,
    peakMiB: () => {
      try {
        const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return kib ? Math.round(Number(kib) / 1024) : null;
      } catch {
        return null;
      }
    },
    close: async () => {
      socket.close();
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /^Spyhop is open at (\S+)$/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('the program ended before it was open');
}
