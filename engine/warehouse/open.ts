import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, freemem } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { EngineError } from '#contract/errors.ts';
import macros from './macros.sql?raw';
import { migrate } from './migrate.ts';
import { Session } from './session.ts';

export interface WarehouseOptions {
  /** The database file, or `:memory:` for a scratch warehouse in tests. */
  readonly file: string;
  readonly tempDir: string;
  /** MiB the database may hold in memory before it spills to `tempDir`. */
  readonly memoryMiB?: number;
  readonly threads?: number;
}

export interface Warehouse {
  readonly file: string;
  /** A connection of its own; aborting the signal interrupts its query. The caller closes it. */
  session(signal?: AbortSignal): Promise<Session>;
  /** Runs `work` with a session that is closed afterwards. */
  use<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): void;
}

const defaultMemoryMiB = () => Math.max(512, Math.min(2048, Math.floor(freemem() / 1024 / 1024 / 2)));

/**
 * Opens (or makes) the warehouse of a case and brings its tables to the present version.
 * No extension is ever loaded from outside. Throws EngineError `busy` when another program
 * holds the file, `conflict` when a newer Spyhop wrote it.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  mkdirSync(options.tempDir, { recursive: true });
  if (options.file !== ':memory:') mkdirSync(dirname(options.file), { recursive: true });
  const instance = await DuckDBInstance.create(options.file, {
    threads: String(options.threads ?? Math.max(2, cpus().length)),
    memory_limit: `${options.memoryMiB ?? defaultMemoryMiB()}MiB`,
    temp_directory: join(options.tempDir, 'duckdb'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
  }).catch((error: unknown) => {
    throw openError(options.file, error);
  });

  const session = async (signal?: AbortSignal) => {
    const connection = await instance.connect();
    await connection.run(
      "SET TimeZone='UTC'; SET enable_progress_bar=true; SET enable_progress_bar_print=false; SET progress_bar_time=0",
    );
    return new Session(connection, signal);
  };
  const use = async <T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const own = await session(signal);
    try {
      return await work(own);
    } finally {
      own.close();
    }
  };

  try {
    await use(async (own) => {
      await migrate(own, options.file);
      await own.connection.run(macros);
    });
  } catch (error) {
    instance.closeSync();
    throw error;
  }
  return { file: options.file, session, use, close: () => instance.closeSync() };
}

/**
 * Opens the warehouse of a case to read it, and writes nothing: where an interruption left changes that the file does not
 * hold yet, a copy in `tempDir` is read. @throws EngineError as `openWarehouse` does.
 */
export async function readWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  mkdirSync(options.tempDir, { recursive: true });
  const log = `${options.file}.wal`;
  let file = options.file;
  let copied: string | null = null;
  if (existsSync(log) && statSync(log).size > 0) {
    copied = mkdtempSync(join(options.tempDir, 'read-'));
    file = join(copied, 'warehouse.duckdb');
    copyFileSync(options.file, file, constants.COPYFILE_FICLONE);
    copyFileSync(log, `${file}.wal`, constants.COPYFILE_FICLONE);
  }
  const sweep = () => {
    if (copied) rmSync(copied, { recursive: true, force: true });
  };
  const instance = await DuckDBInstance.create(file, {
    ...(copied ? {} : { access_mode: 'READ_ONLY' }),
    threads: String(options.threads ?? Math.max(1, cpus().length)),
    memory_limit: `${options.memoryMiB ?? defaultMemoryMiB()}MiB`,
    temp_directory: join(options.tempDir, 'duckdb'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  }).catch((error: unknown) => {
    sweep();
    throw openError(options.file, error);
  });
  const session = async (signal?: AbortSignal) => {
    const connection = await instance.connect();
    await connection.run("SET TimeZone='UTC'");
    return new Session(connection, signal);
  };
  return {
    file: options.file,
    session,
    async use(work, signal) {
      const own = await session(signal);
      try {
        return await work(own);
      } finally {
        own.close();
      }
    },
    close() {
      instance.closeSync();
      sweep();
    },
  };
}

function openError(file: string, error: unknown): EngineError {
  const text = error instanceof Error ? error.message : String(error);
  const holder = /PID (\d+)/.exec(text);
  if (/\block\b|being used/i.test(text))
    return new EngineError(
      'busy',
      `The case is open in another program${holder ? ` (process ${holder[1]})` : ''}. Close it there, then open it here.`,
      { file },
      { cause: error },
    );
  if (/version number|newer version|storage version/i.test(text))
    return new EngineError(
      'conflict',
      'The case database was written by a newer version of Spyhop. Nothing was changed; open it with that version.',
      { file },
      { cause: error },
    );
  if (/permission/i.test(text))
    return new EngineError(
      'invalid',
      'The case database cannot be opened: no permission. Check the folder’s owner and mode.',
      { file },
      { cause: error },
    );
  return new EngineError(
    'invalid',
    'The case database cannot be read; it may be damaged or not a Spyhop case. The originals in evidence/ are untouched; import them into a new case.',
    { file, reason: text.split('\n')[0] },
    { cause: error },
  );
}
