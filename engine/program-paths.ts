import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';

/** Where the program finds its own parts and keeps what is not part of a case. */
export interface ProgramPaths {
  /** The folder with package.json: the checkout, or `app.asar` in an installed program. */
  readonly root: string;
  /** The built window: `dist/renderer`. */
  readonly renderer: string;
  /** Demo case and bundled snapshots, as real files (never inside the asar, for DuckDB reads them). */
  readonly resources: string;
  /** Model packages: `models/`. */
  readonly models: string;
  /** Settings and recent cases. */
  readonly data: string;
  /** Parent folder for scratch folders. */
  readonly temp: string;
}

/** What the paths depend on besides the place of the program. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const here = (): Surroundings => ({ platform: process.platform, home: homedir(), env: process.env });

/**
 * Finds the program's folders from this file, be it source or bundle.
 * `SPYHOP_DATA` moves the data folder, for tests and for several users of one account.
 * @throws Error when no package.json lies above this file.
 */
export function programPaths(from: string = import.meta.dirname, surroundings = here()): ProgramPaths {
  let root = from;
  while (!existsSync(join(root, 'package.json'))) {
    const parent = dirname(root);
    if (parent === root) throw new Error(`No package.json above ${from}`);
    root = parent;
  }
  return {
    root,
    renderer: join(root, 'dist', 'renderer'),
    resources: join(unpacked(root), 'resources'),
    models: join(root, 'models'),
    data: dataFolder(surroundings),
    temp: tmpdir(),
  };
}

/** The twin folder of an asar archive that electron-builder leaves as plain files. */
function unpacked(path: string): string {
  return path.endsWith(`${sep}app.asar`) ? `${path}.unpacked` : path;
}

function dataFolder({ platform, home, env }: Surroundings): string {
  if (env.SPYHOP_DATA) return env.SPYHOP_DATA;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Spyhop');
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Spyhop');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'spyhop');
}
