import type { MapQuery, WhaleMap } from '#contract/replay.ts';
import { engine } from '../../workspace/engine.ts';

export const whaleMap = (
  query: Pick<MapQuery, 'at'> & Partial<MapQuery>,
  signal: AbortSignal,
): Promise<WhaleMap> => engine().client.replay.map(query, { signal });
