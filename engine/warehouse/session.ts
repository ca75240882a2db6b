import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import { EngineError } from '#contract/errors.ts';
import { parameterNames } from './sql-text.ts';

export type SqlValue = string | number | bigint | boolean | null;
export type SqlParameters = Record<string, SqlValue>;
export type SqlRow = Record<string, unknown>;

/**
 * One DuckDB connection. Integers come back as numbers where they are exact as such, as bigint
 * elsewhere; times have to be turned to text in SQL with `iso()`.
 */
export class Session {
  readonly connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;

  constructor(connection: DuckDBConnection, signal?: AbortSignal) {
    this.connection = connection;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#interrupt);
  }

  readonly #interrupt = () => this.connection.interrupt();

  /** Runs a statement; returns the number of rows it changed. */
  async run(sql: string, parameters?: SqlParameters): Promise<number> {
    const result = await this.#guard(sql, () => this.connection.run(sql, pick(sql, parameters)));
    return Number(result.rowsChanged);
  }

  /** All rows of a query as plain objects. */
  async rows<T = SqlRow>(sql: string, parameters?: SqlParameters): Promise<T[]> {
    const reader = await this.#guard(sql, () => this.connection.runAndReadAll(sql, pick(sql, parameters)));
    return reader.getRowObjectsJS().map((row) => plain(row) as T);
  }

  /** The first row, or undefined. */
  async first<T = SqlRow>(sql: string, parameters?: SqlParameters): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters))[0];
  }

  /** Rows a chunk (up to 2,048) at a time, as column arrays. */
  async *chunks(sql: string, parameters?: SqlParameters): AsyncGenerator<unknown[][]> {
    for await (const chunk of this.rawChunks(sql, parameters)) yield chunk.getColumns() as unknown[][];
  }

  /** The same, as DuckDB's own chunks: for columns that go straight into typed arrays. */
  async *rawChunks(sql: string, parameters?: SqlParameters): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#guard(sql, () => this.connection.stream(sql, pick(sql, parameters)));
    for (;;) {
      const chunk = await this.#guard(sql, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  /** Runs `work` in a transaction: all of it or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.connection.run('BEGIN TRANSACTION');
    try {
      const value = await work();
      this.#throwIfCancelled();
      await this.connection.run('COMMIT');
      return value;
    } catch (error) {
      await this.connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#interrupt);
    this.connection.closeSync();
  }

  #throwIfCancelled(): void {
    if (this.#signal?.aborted) throw new EngineError('cancelled', 'Cancelled; nothing was changed.');
  }

  async #guard<T>(sql: string, work: () => Promise<T>): Promise<T> {
    this.#throwIfCancelled();
    try {
      return await work();
    } catch (error) {
      this.#throwIfCancelled();
      throw new SqlError(sql, error);
    }
  }
}

/** A statement that failed, with its text for the log. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly sql: string;

  constructor(sql: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.sql = sql;
  }
}

function pick(sql: string, parameters?: SqlParameters): Record<string, DuckDBValue> | undefined {
  if (!parameters) return undefined;
  const names = parameterNames(sql);
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.map((name) => {
      if (!(name in parameters)) throw new Error(`the statement needs a value for $${name}`);
      return [name, parameters[name] as DuckDBValue];
    }),
  );
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}
