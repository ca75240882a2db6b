import { engine } from '../../workspace/engine.ts';

/** Milliseconds of one round trip that touches the warehouse. */
export async function roundTrip(): Promise<number> {
  const started = performance.now();
  await engine().client.app.ping({});
  return performance.now() - started;
}
