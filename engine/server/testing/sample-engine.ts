import type { Engine } from '../../create-engine.ts';

/** An engine of which only what the hosts call themselves is real; `calls` notes it. */
export function sampleEngine(calls: string[], fail: { open?: Error } = {}): Engine {
  const handlers = {
    app: { ping: async () => ({ at: '2023-05-02T00:00:11Z' }) },
    cases: {
      open: async ({ dir }: { dir: string }) => {
        calls.push(`open ${dir}`);
        if (fail.open) throw fail.open;
      },
      openDemo: async () => {
        calls.push('open demo');
      },
    },
    datasets: {},
    alerts: {
      export: async () => ({ path: '/case/exports/alerts.csv', fileName: 'alerts.csv', url: null }),
    },
  };
  return {
    handlers: handlers as unknown as Engine['handlers'],
    close: async () => {
      calls.push('close');
    },
  };
}
