import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { FromUtility, ToUtility } from '#engine/server/utility-host.ts';

export interface EngineHostOptions {
  /** The bundled engine: `dist/engine/main.js`. */
  readonly entry: string;
  readonly start: Extract<ToUtility, { type: 'start' }>['options'];
  /** Told when the engine cannot be kept running; one sentence for the user. */
  readonly onGivenUp: (reason: string) => void;
  readonly now?: () => number;
}

const CRASHES_ALLOWED = 3;
const WITHIN_MS = 60_000;
const SHUTDOWN_MS = 10_000;

/**
 * The engine's process. It is started at the first need, and again at the next need after a crash: a
 * crash closes the windows' ports, the windows ask for new ones, and that is the need. Three crashes
 * within a minute end it, for a fourth start would only lose more time.
 */
export class EngineHost {
  readonly #now: () => number;
  #child: UtilityProcess | undefined;
  #crashes: number[] = [];
  #givenUp = false;
  #ending = false;
  #failure = '';

  constructor(private readonly options: EngineHostOptions) {
    this.#now = options.now ?? Date.now;
  }

  /** A new line to the engine; undefined when it has been given up or is ending. */
  openPort(): MessagePortMain | undefined {
    if (this.#givenUp || this.#ending) return undefined;
    this.#child ??= this.#fork();
    const { port1, port2 } = new MessageChannelMain();
    this.#tell({ type: 'connect' }, [port1]);
    return port2;
  }

  /** Asks the engine to close its case and end; insists after ten seconds. */
  async close(): Promise<void> {
    this.#ending = true;
    const child = this.#child;
    if (!child) return;
    await new Promise<void>((resolve) => {
      const insist = setTimeout(() => child.kill(), SHUTDOWN_MS);
      child.once('exit', () => {
        clearTimeout(insist);
        resolve();
      });
      this.#tell({ type: 'shutdown' });
    });
  }

  #fork(): UtilityProcess {
    const child = utilityProcess.fork(this.options.entry, [], {
      serviceName: 'Spyhop engine',
      stdio: 'inherit',
    });
    child.on('message', (message: FromUtility) => {
      if (message.type === 'failed') this.#failure = message.message;
    });
    child.on('exit', (code) => this.#ended(child, code));
    this.#child = child;
    // Only the first start opens the case of the command line; later the window knows better.
    const { paths, caseDir, demo } = this.options.start;
    const first = this.#crashes.length === 0;
    this.#tell({ type: 'start', options: first ? { paths, caseDir, demo } : { paths } });
    return child;
  }

  #tell(message: ToUtility, ports: MessagePortMain[] = []): void {
    this.#child?.postMessage(message, ports);
  }

  #ended(child: UtilityProcess, code: number): void {
    if (this.#child === child) this.#child = undefined;
    if (this.#ending) return;
    const now = this.#now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < WITHIN_MS), now];
    if (this.#crashes.length < CRASHES_ALLOWED || this.#givenUp) return;
    this.#givenUp = true;
    this.options.onGivenUp(
      this.#failure === ''
        ? `The engine ended ${CRASHES_ALLOWED} times within a minute (exit code ${code}) and is not started again. What had been saved in the case is kept.`
        : `The engine cannot start: ${this.#failure}`,
    );
  }
}
