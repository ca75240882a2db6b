import { type ParentPort, serveParent } from './server/utility-host.ts';

export { type BrowserHost, type BrowserHostOptions, startBrowserHost } from './server/browser-host.ts';

/**
 * Process entry of both hosts. As an Electron utility process it serves the windows of its main process
 * at once; anywhere else it only offers `startBrowserHost`.
 */
const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort | null };
if (parentPort) serveParent(parentPort);
