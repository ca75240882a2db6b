import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';

/**
 * @typedef {{ problems: string[], facts: string[] }} Findings
 * @typedef {{ listPackage(archive: string, options: object): string[], extractAll(archive: string, to: string): void }} Asar
 */

const ENTRY_POINTS = [
  'dist/electron/preload.cjs',
  'dist/engine/main.js',
  'dist/engine/cli.js',
  'dist/renderer/index.html',
];
/** Rooms of the checkout, and anything that is source or test wherever it lies. */
const FOREIGN = [
  /^(engine|renderer|electron|e2e|scripts|models\/training|out|\.)/,
  /^(?!node_modules\/).*\.(ts|tsx|map)$/,
  /\.(test|spec|e2e)\.[cm]?[jt]sx?$/,
  /\/__tests__\//,
];
const WINDOW_ONLY = ['react', 'react-dom', 'cytoscape', 'dexie', 'zustand', 'lucide-react'];
const FORMATS = /** @type {const} */ ({ linux: 'ELF', darwin: 'Mach-O', win32: 'PE' });
const SMALLEST = 50;

/** The archive reader that electron-builder itself uses. @returns {Asar} */
function loadAsar() {
  const fromRoot = createRequire(import.meta.url);
  return createRequire(fromRoot.resolve('app-builder-lib/package.json'))('@electron/asar');
}

/**
 * Looks into a package.
 * @param {string} resources the folder with app.asar
 * @param {string} extracted where the archive is laid out, to run its command line from there
 * @returns {Findings}
 */
export function inspectPackage(resources, extracted) {
  const asar = loadAsar();
  const archive = join(resources, 'app.asar');
  const unpacked = join(resources, 'app.asar.unpacked');
  const files = asar
    .listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1));
  asar.extractAll(archive, extracted);
  const problems = [
    ...(files.length < SMALLEST ? [`the archive holds ${files.length} files only`] : []),
    ...missingEntryPoints(files, extracted),
    ...missingPackages(files, extracted),
    ...files
      .filter((path) => FOREIGN.some((pattern) => pattern.test(path)))
      .map((path) => `${path} does not belong in it`),
    ...WINDOW_ONLY.filter((name) => files.includes(`node_modules/${name}`)).map(
      (name) => `${name} is there twice`,
    ),
    ...nativeProblems(extracted, unpacked),
    ...runProblems(extracted),
  ];
  const megabytes = (statSync(archive).size + folderSize(unpacked)) / 1e6;
  return { problems, facts: [`${files.length} entries, ${megabytes.toFixed(0)} MB without Electron`] };
}

/** @param {string[]} files @param {string} extracted */
function missingEntryPoints(files, extracted) {
  const { main } = JSON.parse(readFileSync(join(extracted, 'package.json'), 'utf8'));
  const wanted = [main, ...ENTRY_POINTS];
  const page = join(extracted, 'dist/renderer/index.html');
  if (existsSync(page)) {
    const referred = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/([^"]+)"/g)];
    if (referred.length === 0) return ['dist/renderer/index.html loads nothing'];
    wanted.push(...referred.map(([, path]) => `dist/renderer/${path}`));
  }
  return wanted.filter((path) => !files.includes(path)).map((path) => `${path} is missing`);
}

/** Every package that the bundles import has to be there. @param {string[]} files @param {string} extracted */
function missingPackages(files, extracted) {
  const bundles = files.filter((path) => /^dist\/(engine|electron)\/.*\.js$/.test(path));
  const names = new Set(
    bundles.flatMap((path) => importedPackages(readFileSync(join(extracted, path), 'utf8'))),
  );
  if (names.size === 0) return ['the bundles import no package, so their imports were not read rightly'];
  return [...names]
    .filter((name) => name !== 'electron' && !files.includes(`node_modules/${name}/package.json`))
    .map((name) => `the package ${name} is missing`);
}

/** @param {string} source */
function importedPackages(source) {
  const specifiers = [
    ...source.matchAll(/^(?:import|export)\b[^'"`;]*?['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ].map(([, specifier]) => String(specifier));
  return specifiers
    .filter((specifier) => !/^[./#]/.test(specifier) && !isBuiltin(specifier))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
}

/** @param {string} extracted @param {string} unpacked */
function nativeProblems(extracted, unpacked) {
  const expected = FORMATS[/** @type {keyof typeof FORMATS} */ (process.platform)] ?? 'ELF';
  const native = filesUnder(extracted)
    .map((path) => ({ path, format: binaryFormat(join(extracted, path)) }))
    .filter(({ format }) => format !== undefined);
  const duckdb = native.filter(
    ({ path }) => path.startsWith('node_modules/@duckdb/') && path.endsWith('.node'),
  );
  const onnx = native.filter(({ path }) => path.startsWith('node_modules/onnxruntime-node/bin/'));
  return [
    ...(duckdb.length === 0 ? ['DuckDB’s native module is missing'] : []),
    ...(onnx.length < 2 ? ['ONNX Runtime’s native module or its library is missing'] : []),
    ...native
      .filter(({ format }) => format !== expected)
      .map(({ path, format }) => `${path} is for another system (${format})`),
    ...native
      .filter(({ path }) => !existsSync(join(unpacked, path)))
      .map(({ path }) => `${path} is not unpacked`),
  ];
}

/** What the first bytes of a file say it runs on. @param {string} path */
function binaryFormat(path) {
  const head = Buffer.alloc(4);
  const file = openSync(path, 'r');
  const read = readSync(file, head, 0, 4, 0);
  closeSync(file);
  if (read < 4) return undefined;
  if (head.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]))) return 'ELF';
  if (head[0] === 0x4d && head[1] === 0x5a) return 'PE';
  const magic = head.readUInt32BE();
  return [0xcffaedfe, 0xcefaedfe, 0xcafebabe, 0xfeedfacf].includes(magic) ? 'Mach-O' : undefined;
}

/** The packaged command line has to run with nothing but what is in the package. @param {string} extracted */
function runProblems(extracted) {
  const cli = join(extracted, 'dist', 'engine', 'cli.js');
  if (!existsSync(cli)) return [];
  return ['formats', 'models'].flatMap((command) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, command, '--json'], {
      cwd: extracted,
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: '' },
    });
    if (status !== 0) return [`the packaged command line does not run: ${lastWords(stderr)}`];
    try {
      return JSON.parse(stdout).length > 0 ? [] : [`the packaged command line knows no ${command}`];
    } catch {
      return ['the packaged command line does not answer in JSON'];
    }
  });
}

/** The line of a failure that says what it was. @param {string} stderr */
const lastWords = (stderr) => {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0] ?? 'without a word';
};

/** @param {string} dir */
const filesUnder = (dir) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    );

/** @param {string} dir */
const folderSize = (dir) =>
  existsSync(dir) ? filesUnder(dir).reduce((sum, path) => sum + statSync(join(dir, path)).size, 0) : 0;
