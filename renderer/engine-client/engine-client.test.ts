import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { call } from '#contract/define.ts';
import type { Channel } from '#contract/messages.ts';
import { isConnectionLost } from '#contract/rpc/connect.ts';
import { memoryChannelPair } from '#contract/rpc/memory-channel.ts';
import { serve } from '#contract/rpc/serve.ts';
import { desktopShell } from './index.electron.ts';
import { GoneForGood, keepConnected } from './keep-connected.ts';
import { type Sendable, sendAll } from './upload.ts';

const contract = { app: { which: call(z.object({}), z.number()) } } as const;

/** An engine that can be started again; each start answers with its number. */
function engines() {
  let count = 0;
  let running: Channel | undefined;
  return {
    open: async () => {
      count += 1;
      const answer = count;
      const [server, client] = memoryChannelPair();
      serve(contract, { app: { which: async () => answer } }, server, { log: () => {} });
      running = server;
      return client;
    },
    crash: () => running?.close(),
  };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

describe('keepConnected', () => {
  it('keeps one client over a crash, and says when it is lost and back', async () => {
    const { open, crash } = engines();
    let goOn = () => {};
    const waited: number[] = [];
    const link = await keepConnected(contract, open, (milliseconds) => {
      waited.push(milliseconds);
      return new Promise((resolve) => {
        goOn = resolve;
      });
    });
    const heard: string[] = [];
    link.onLost((reason) => heard.push(`lost: ${reason}`));
    link.onRestored(() => heard.push('restored'));
    expect(await link.client.app.which({})).toBe(1);

    crash();
    await settled();
    expect(heard).toEqual(['lost: closed at the other end']);
    expect(isConnectionLost(await link.client.app.which({}).catch((error: unknown) => error))).toBe(true);

    goOn();
    await settled();
    expect(heard.at(-1)).toBe('restored');
    expect(await link.client.app.which({})).toBe(2);
    expect(waited).toEqual([250]);
  });

  it('tries again with growing pauses', async () => {
    const { open, crash } = engines();
    const waited: number[] = [];
    let failures = 7;
    let first = true;
    const link = await keepConnected(
      contract,
      async () => {
        if (!first && failures-- > 0) throw new Error('refused');
        first = false;
        return open();
      },
      async (milliseconds) => void waited.push(milliseconds),
    );
    crash();
    await settled();
    expect(waited).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
    expect(await link.client.app.which({})).toBe(2);
  });

  it('stops when trying again is useless', async () => {
    const { open, crash } = engines();
    let opened = 0;
    const link = await keepConnected(
      contract,
      async () => {
        opened += 1;
        if (opened > 1) throw new GoneForGood('Open the printed address.');
        return open();
      },
      async () => {},
    );
    const reasons: string[] = [];
    const unsubscribe = link.onLost((reason) => reasons.push(reason));
    crash();
    await settled();
    expect(reasons).toEqual(['closed at the other end', 'Open the printed address.']);
    expect(opened).toBe(2);
    unsubscribe();
  });

  it('reports a first connection that fails', async () => {
    await expect(keepConnected(contract, () => Promise.reject(new Error('no engine')))).rejects.toThrow(
      'no engine',
    );
  });
});

describe('sendAll', () => {
  const file = (name: string, size: number, webkitRelativePath = ''): Sendable => ({
    name,
    size,
    webkitRelativePath,
  });

  it('reports bytes over all files and never more than there are', async () => {
    const progress: [number, number][] = [];
    const paths = await sendAll(
      [file('a.csv', 100), file('b.csv', 50)],
      async (sent, place, batch, onSent) => {
        expect(batch).toBeUndefined();
        onSent(sent.size / 2);
        onSent(sent.size + 300);
        return `/tmp/${place}`;
      },
      'batch',
      (sent, total) => progress.push([sent, total]),
    );
    expect(paths).toEqual(['/tmp/a.csv', '/tmp/b.csv']);
    expect(progress.map(([sent]) => sent)).toEqual([0, 50, 100, 100, 125, 150, 150]);
    expect(new Set(progress.map(([, total]) => total))).toEqual(new Set([150]));
  });

  it('brings a folder back as one path', async () => {
    const places: string[] = [];
    const paths = await sendAll(
      [file('a.csv', 1, 'case/a.csv'), file('b.csv', 1, 'case/deep/b.csv')],
      async (_file, place, batch) => {
        places.push(`${batch}:${place}`);
        return '/tmp/batch/case';
      },
      'batch',
    );
    expect(places).toEqual(['batch:case/a.csv', 'batch:case/deep/b.csv']);
    expect(paths).toEqual(['/tmp/batch/case']);
  });

  it('stops at the first file that cannot be sent', async () => {
    let sent = 0;
    const sending = sendAll(
      [file('a', 1), file('b', 1)],
      async () => {
        sent += 1;
        throw new Error('broken');
      },
      'batch',
    );
    await expect(sending).rejects.toThrow('broken');
    expect(sent).toBe(1);
  });
});

describe('desktopShell', () => {
  it('reads files where they lie and leaves out what is not on disk', async () => {
    const shell = desktopShell({
      openEnginePort: () => {},
      shell: {
        chooseFiles: async () => ['/chosen'],
        pathForFile: (file) => String(file),
        reveal: async () => {},
      },
    });
    expect(await shell.pathsOf(['/a.csv', '', '/folder'])).toEqual(['/a.csv', '/folder']);
  });
});
