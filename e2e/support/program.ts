import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from './hosts.ts';

export interface Program {
  readonly url: string;
  /** What the program has written to standard error so far. */
  log(): string;
  /** Ends it as Ctrl-C does and returns its exit code. */
  end(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

const OPEN = /^Spyhop is open at (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)$/;
const START_MS = 90_000;
const END_MS = 20_000;

/**
 * Starts a script of the checkout that serves the workstation, and waits for its address.
 * @param data the folder for its settings and recent cases
 * @throws Error with what the program wrote when it ends before, or takes longer than 90 seconds
 */
export async function startProgram(
  args: readonly string[],
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, SPYHOP_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;

  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${args.join(' ')}\n${log}`));
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      fail('The program printed no address in time.');
    }, START_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = OPEN.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(limit);
      resolve(address);
    });
    void exited.then(([code]) => {
      clearTimeout(limit);
      fail(`The program ended with ${code} before it was open.`);
    });
  });

  return {
    url,
    log: () => log,
    async end(signal = 'SIGTERM') {
      const limit = setTimeout(() => child.kill('SIGKILL'), END_MS);
      child.kill(signal);
      const [code] = await exited;
      clearTimeout(limit);
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
