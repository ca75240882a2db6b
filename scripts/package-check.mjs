// Makes a Linux package against a stub of Electron and looks into it: the schema of electron-builder.yml,
// the entry points, the window, the native modules, and that nothing is there that should not be.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import electronBuilder from 'electron-builder';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { inspectPackage } from './lib/inspect-package.mjs';
import { at, root } from './lib/root.mjs';

let failed = true;
const work = mkdtempSync(join(tmpdir(), 'spyhop-package-'));
try {
  await ensureBuilt(['engine', 'renderer', 'electron']);
  const resources = await makePackage();
  const { problems, facts } = inspectPackage(resources, join(work, 'extracted'));
  for (const fact of facts) console.log(fact);
  for (const problem of problems) console.error(`Problem: ${problem}`);
  failed = problems.length > 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  rmSync(work, { recursive: true, force: true });
}
// A hook of electron-builder ends the process with 0 by itself, whatever `process.exitCode` says.
process.exit(failed ? 1 : 0);

/** @returns {Promise<string>} the package's `resources` folder */
async function makePackage() {
  const stub = join(work, 'electron');
  mkdirSync(join(stub, 'resources'), { recursive: true });
  writeFileSync(join(stub, 'electron'), '#!/bin/sh\n', { mode: 0o755 });
  const { devDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const { Platform, build } = electronBuilder;
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      electronDist: stub,
      electronVersion: devDependencies.electron,
      npmRebuild: false,
      // A stub has no fuses to flip.
      electronFuses: null,
      directories: { output: join(work, 'out') },
    },
  });
  return join(work, 'out', 'linux-unpacked', 'resources');
}
