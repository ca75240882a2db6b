import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type PythonPeer =
  | {
      readonly python: string;
      /** Name and version of each package. */
      readonly versions: Record<string, string>;
    }
  | { readonly python: null; readonly why: string };

/** A Python of its own in `dir` with these packages from PyPI, or a word why there is none. */
export async function pythonWith(dir: string, packages: readonly string[]): Promise<PythonPeer> {
  const home = join(dir, 'python');
  const windows = process.platform === 'win32';
  const python = join(home, windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');
  try {
    await run(windows ? 'python' : 'python3', ['-m', 'venv', home]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    const versions = await run(python, [
      '-c',
      `import json; from importlib.metadata import version; print(json.dumps({name: version(name) for name in ${JSON.stringify(packages)}}))`,
    ]);
    return { python, versions: JSON.parse(versions.stdout) as Record<string, string> };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return {
      python: null,
      why: `no Python with ${packages.join(' and ')}: ${text.trim().split('\n').at(-1)}`,
    };
  }
}

/** Runs a script; gives the JSON document it prints. */
export async function runPython<T>(
  python: string,
  script: string,
  given: readonly (string | number)[],
): Promise<T> {
  const { stdout } = await run(python, ['-c', script, ...given.map(String)]);
  return JSON.parse(stdout) as T;
}
