import type { Session } from '../warehouse/session.ts';
import type { ModelManifest } from './manifest.ts';

/** One row per account: its number and a column per input; NaN where a value is unknown. */
export interface Features {
  readonly keys: Int32Array;
  readonly columns: readonly Float32Array[];
}

/**
 * Runs a package's `features.sql` for the rows up to `asOf`.
 * @throws Error when its columns are not the key and the inputs of the manifest, in their order.
 */
export async function readFeatures(
  session: Session,
  manifest: Pick<ModelManifest, 'id' | 'inputs' | 'features'>,
  sql: string,
  asOf: string,
): Promise<Features> {
  const given = await describeFeatures(session, sql, asOf);
  const wanted = [manifest.features.key, ...manifest.inputs.map(({ name }) => name)];
  if (given.map(({ name }) => name).join() !== wanted.join())
    throw new Error(`features.sql of ${manifest.id} gives ${given.map(({ name }) => name).join(', ')}`);
  const keys = new Growing(Int32Array);
  const columns = manifest.inputs.map(() => new Growing(Float32Array));
  for await (const [key, ...values] of session.chunks(sql, { as_of: asOf })) {
    keys.add(key as number[], 0);
    values.forEach((column, index) => {
      columns[index]!.add(column as (number | null)[], Number.NaN);
    });
  }
  return { keys: keys.done(), columns: columns.map((column) => column.done()) };
}

/** Names and types of what `features.sql` gives. */
export async function describeFeatures(
  session: Session,
  sql: string,
  asOf: string,
): Promise<{ name: string; type: string }[]> {
  const rows = await session.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`, {
    as_of: asOf,
  });
  return rows.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
}

/** A typed array that doubles when it is full. */
class Growing<T extends Float32Array | Int32Array> {
  readonly #make: new (
    length: number,
  ) => T;
  #values: T;
  #length = 0;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#values = new make(4096);
  }

  add(values: readonly (number | null)[], unknown: number): void {
    if (this.#length + values.length > this.#values.length) {
      const larger = new this.#make(Math.max(this.#values.length * 2, this.#length + values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    for (const value of values) this.#values[this.#length++] = value ?? unknown;
  }

  done(): T {
    return this.#values.slice(0, this.#length) as T;
  }
}
