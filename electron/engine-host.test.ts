import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from './engine-host.ts';

class Child extends EventEmitter {
  readonly sent: { message: { type: string; options?: unknown }; ports: unknown[] }[] = [];
  readonly kill = vi.fn(() => this.emit('exit', 1));
  postMessage(message: { type: string }, ports: unknown[]) {
    this.sent.push({ message, ports });
  }
}

const children = vi.hoisted(() => [] as unknown[]);
const forked = vi.hoisted(() => vi.fn());

vi.mock('electron', async () => ({
  utilityProcess: {
    fork: (...given: unknown[]) => {
      forked(...given);
      const child = new Child();
      children.push(child);
      return child;
    },
  },
  MessageChannelMain: class {
    port1 = { end: 1 };
    port2 = { end: 2 };
  },
}));

const child = (index: number) => children[index] as Child;
const paths = { data: '/data', temp: '/tmp', resources: '/resources' };
let now = 0;
let onGivenUp: ReturnType<typeof vi.fn<(reason: string) => void>>;
let host: EngineHost;

beforeEach(() => {
  children.length = 0;
  forked.mockReset();
  now = 0;
  onGivenUp = vi.fn();
  host = new EngineHost({
    entry: '/engine/main.js',
    start: { paths, demo: true },
    onGivenUp,
    now: () => now,
  });
});

describe('EngineHost', () => {
  it('starts one engine at the first need and gives each window its own port', () => {
    expect(children).toHaveLength(0);
    expect(host.openPort()).toEqual({ end: 2 });
    expect(host.openPort()).toEqual({ end: 2 });
    expect(forked).toHaveBeenCalledExactlyOnceWith(
      '/engine/main.js',
      [],
      expect.objectContaining({ stdio: 'inherit' }),
    );
    expect(child(0).sent.map(({ message }) => message.type)).toEqual(['start', 'connect', 'connect']);
    expect(child(0).sent[0]?.message.options).toEqual({ paths, demo: true, caseDir: undefined });
    expect(child(0).sent[1]?.ports).toEqual([{ end: 1 }]);
  });

  it('starts again after a crash, without the case of the command line', () => {
    host.openPort();
    child(0).emit('exit', 9);
    expect(host.openPort()).toBeDefined();
    expect(children).toHaveLength(2);
    expect(child(1).sent[0]?.message).toEqual({ type: 'start', options: { paths } });
    expect(onGivenUp).not.toHaveBeenCalled();
  });

  it('gives up after three crashes within a minute, and says so once', () => {
    for (let crash = 0; crash < 3; crash += 1) {
      host.openPort();
      child(crash).emit('exit', 9);
    }
    expect(host.openPort()).toBeUndefined();
    expect(children).toHaveLength(3);
    expect(onGivenUp).toHaveBeenCalledOnce();
    expect(onGivenUp.mock.calls[0]?.[0]).toContain('exit code 9');
  });

  it('does not count crashes that lie apart', () => {
    for (let crash = 0; crash < 5; crash += 1) {
      host.openPort();
      now += 61_000;
      child(crash).emit('exit', 9);
    }
    expect(host.openPort()).toBeDefined();
    expect(onGivenUp).not.toHaveBeenCalled();
  });

  it('tells why the engine cannot start', () => {
    for (let crash = 0; crash < 3; crash += 1) {
      host.openPort();
      child(crash).emit('message', { type: 'failed', message: 'The data folder cannot be written.' });
      child(crash).emit('exit', 1);
    }
    expect(onGivenUp).toHaveBeenCalledExactlyOnceWith(
      'The engine cannot start: The data folder cannot be written.',
    );
  });

  it('lets the engine close its case, and insists when it does not', async () => {
    vi.useFakeTimers();
    host.openPort();
    const closed = host.close();
    expect(child(0).sent.at(-1)?.message).toEqual({ type: 'shutdown' });
    expect(host.openPort()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(child(0).kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await closed;
    expect(child(0).kill).toHaveBeenCalledOnce();
    expect(onGivenUp).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('has nothing to close when nothing was started', async () => {
    await host.close();
    expect(children).toHaveLength(0);
  });
});
