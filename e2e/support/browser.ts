import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { root } from './hosts.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export const LAPTOP: Viewport = { width: 1280, height: 800 };

/** Starts the machine's own Chromium, Chrome or Edge on a fresh profile, without its calls home. */
export function openBrowser(profile: string, viewport: Viewport): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env.SPYHOP_BROWSER || findBrowser(),
    headless: true,
    viewport: { ...viewport },
    acceptDownloads: true,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-unsafe-swiftshader',
    ],
  });
}

function findBrowser(): string {
  return execFileSync(process.execPath, [join(root, 'scripts', 'find-browser.mjs')], {
    encoding: 'utf8',
  }).trim();
}
