import { basename } from 'node:path';
import type { SpyhopContract } from '#contract/contract.ts';
import type { Handlers } from '#contract/handlers.ts';
import type { FileRegistry } from './file-registry.ts';

/**
 * The engine's handlers for a page in a browser: a finished file gets an address where it can be fetched,
 * for the page may be on another machine.
 */
export function withDownloads(
  handlers: Handlers<SpyhopContract>,
  files: FileRegistry,
): Handlers<SpyhopContract> {
  const offered = <T extends { path: string; fileName: string; url: string | null }>(file: T): T => ({
    ...file,
    url: files.register(file.path, file.fileName),
  });
  return {
    ...handlers,
    reports: {
      ...handlers.reports,
      write: async (input, context) => offered(await handlers.reports.write(input, context)),
    },
    bundles: {
      ...handlers.bundles,
      seal: async function* (input, context) {
        for await (const event of handlers.bundles.seal(input, context))
          yield event.type === 'done'
            ? { ...event, url: offered({ ...event.bundle, url: null }).url }
            : event;
      },
    },
    timeStamps: {
      ...handlers.timeStamps,
      request: async (input, context) => {
        const request = await handlers.timeStamps.request(input, context);
        return { ...request, url: files.register(request.path, basename(request.path)) };
      },
    },
    datasets: {
      ...handlers.datasets,
      exportRejects: async (input, context) => offered(await handlers.datasets.exportRejects(input, context)),
    },
    alerts: {
      ...handlers.alerts,
      export: async (input, context) => offered(await handlers.alerts.export(input, context)),
    },
  };
}
