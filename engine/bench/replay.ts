import { join } from 'node:path';
import type { State } from '#contract/replay.ts';
import { edgesAmong } from '../graph/edges.ts';
import { exactText } from '../graph/exact-sum.ts';
import { openWarehouse } from '../warehouse/open.ts';
import type { Session } from '../warehouse/session.ts';
import type { Bench, BenchResult } from './define.ts';
import { draws, type GraphCase, graphCase, idOf, questions, subjects, timed } from './graph-case.ts';

/** States that are recomputed from the rows with SQL. */
const CHECKED = 12;
const SEEKS = 200;
/** Rows of a frame, about: few enough that none is cut. */
const FRAME_ROWS = 500;

const instantOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Seeks to instants drawn over the whole history; gives the times and some of the states, for checking. */
export async function measureSeek(graph: GraphCase): Promise<{ result: BenchResult; states: State[] }> {
  const { client } = graph.engine;
  const nodes = (await subjects(graph, 10, 20)).map(idOf);
  const { from, to } = await client.replay.range({});
  const [begin, end] = [Date.parse(from!), Date.parse(to!)];
  const draw = draws(3);
  const states: State[] = [];
  const seek = (keep: boolean) => async () => {
    const state = await client.replay.state({ at: instantOf(begin + draw(end - begin)), nodes });
    if (keep) states.push(state);
  };
  await timed(Array.from({ length: 10 }, () => seek(false)));
  const times = await timed(
    Array.from({ length: SEEKS }, (_, turn) => seek(turn % Math.ceil(SEEKS / CHECKED) === 0)),
  );
  const edges = Math.max(...states.map((state) => state.totalEdges));
  return {
    result: questions('replay-seek', graph, times, { nodes: nodes.length, mostEdges: edges }),
    states,
  };
}

/** Compares states with the rows themselves, added up by SQL. @throws Error at the first difference. */
export async function checkStates(caseDir: string, temp: string, states: readonly State[]): Promise<number> {
  const warehouse = await openWarehouse({ file: join(caseDir, 'warehouse.duckdb'), tempDir: temp });
  let compared = 0;
  try {
    await warehouse.use(async (session) => {
      for (const state of states) {
        const ids = await numbersOf(session, state);
        const balances = await balancesOf(session, ids, state.at);
        for (const node of state.nodes)
          for (const { asset, amount } of node.holdings) {
            const wanted = balances.get(`${node.id} ${asset}`) ?? '0';
            if (amount !== wanted)
              throw new Error(`${node.id} at ${state.at}: ${amount} ${asset}, the rows say ${wanted}`);
            compared += 1;
          }
        const edges = await edgesAmong(session, ids, { from: null, to: state.at });
        if (edges.length !== state.edges.length)
          throw new Error(`${state.edges.length} edges at ${state.at}, the rows say ${edges.length}`);
        const known = new Map(state.edges.map((edge) => [edge.id, edge]));
        for (const edge of edges) {
          const one = known.get(edge.id);
          if (one?.amount !== edge.amount || one?.count !== edge.count)
            throw new Error(`${edge.id} at ${state.at}: ${one?.amount}, the rows say ${edge.amount}`);
          compared += 1;
        }
      }
    });
  } finally {
    warehouse.close();
  }
  return compared;
}

async function numbersOf(session: Session, state: State): Promise<number[]> {
  const rows = await session.rows<{ id: number }>(
    "SELECT address_id AS id FROM mart_address WHERE chain || ':' || address IN (SELECT unnest(string_split($ids, ' '))) ORDER BY 1",
    { ids: state.nodes.map(({ id }) => id).join(' ') },
  );
  return rows.map(({ id }) => id);
}

async function balancesOf(
  session: Session,
  ids: readonly number[],
  at: string,
): Promise<Map<string, string>> {
  const list = ids.join(', ');
  const rows = await session.rows<{ node: string; asset: string; groups: unknown }>(
    `WITH leg AS (
       SELECT to_id AS id, asset_id, amount_text, 1 AS sign FROM mart_transfer WHERE to_id IN (${list}) AND success IS DISTINCT FROM false AND time <= iso_time($at)
       UNION ALL SELECT from_id, asset_id, amount_text, -1 FROM mart_transfer WHERE from_id IN (${list}) AND success IS DISTINCT FROM false AND time <= iso_time($at)
     )
     SELECT m.chain || ':' || m.address AS node, a.asset, list_transform(range(8), lambda i: (received[i + 1]::HUGEINT - sent[i + 1]::HUGEINT)::VARCHAR) AS groups
     FROM (
       SELECT id, asset_id, sum_groups(CASE WHEN sign = 1 THEN amount_text ELSE '0' END) AS received, sum_groups(CASE WHEN sign = -1 THEN amount_text ELSE '0' END) AS sent
       FROM leg GROUP BY ALL
     ) JOIN mart_address m ON m.address_id = id JOIN mart_asset a USING (asset_id)`,
    { at },
  );
  return new Map(rows.map(({ node, asset, groups }) => [`${node} ${asset}`, exactText(groups) ?? '']));
}

/** Plays a tenth of the history, every transfer in it, and all of it among the largest holders. */
export async function measureFrames(graph: GraphCase): Promise<BenchResult> {
  const { client } = graph.engine;
  const range = await client.replay.range({});
  const [begin, end] = [Date.parse(range.from!), Date.parse(range.to!)];
  const length = end - begin;
  const frames = Math.ceil(range.transfers / 10 / FRAME_ROWS);
  const from = instantOf(begin + 0.45 * length);
  const to = instantOf(begin + 0.55 * length);
  let rows = 0;
  let shown = 0;
  let counted = 0;
  let received = 0;
  const waits: number[] = [];
  const began = performance.now();
  let before = began;
  for await (const event of client.replay.frames({
    from,
    to,
    stepSeconds: Math.max(1, Math.floor(length / 10_000 / frames)),
    flows: 'all',
  })) {
    waits.push(performance.now() - before);
    before = performance.now();
    if (event.type === 'end') {
      if (event.frames !== received || event.transfers !== rows)
        throw new Error(
          `${received} frames of ${event.frames} came, ${rows} transfers of ${event.transfers}`,
        );
    } else if (event.type === 'frame') {
      if (event.frame !== received) throw new Error(`frame ${event.frame} came after ${received - 1}`);
      received += 1;
      rows += event.transfers;
      shown += event.shownTransfers;
      for (const edge of event.edges) counted += edge.count;
    }
  }
  const seconds = (performance.now() - began) / 1000;
  if (shown !== rows || counted !== rows) throw new Error(`${counted} of ${rows} transfers were streamed`);
  const castBegan = performance.now();
  let castRows = 0;
  for await (const event of client.replay.frames({
    from: range.from!,
    to: range.to!,
    stepSeconds: 3600,
    holders: { limit: 200 },
    holdersAt: 'end',
  }))
    if (event.type === 'frame') castRows += event.transfers;
  const castSeconds = (performance.now() - castBegan) / 1000;
  return {
    ...questions('replay', graph, waits, {
      frames: received,
      transfersPerMinute: Math.round((60 * rows) / seconds),
      amongHoldersPerMinute: Math.round((60 * castRows) / castSeconds),
    }),
    rows,
    seconds,
  };
}

export const replaySeek: Bench = {
  name: 'replay-seek',
  about: 'the state of thirty addresses at any instant of ten million transfers, compared with the rows',
  async run(context) {
    const graph = await graphCase(context);
    let measured: Awaited<ReturnType<typeof measureSeek>>;
    try {
      context.note('seeking');
      measured = await measureSeek(graph);
    } finally {
      await graph.engine.close();
    }
    context.note('adding up the rows');
    const compared = await checkStates(graph.caseDir, context.dir, measured.states);
    const { result, states } = measured;
    return [
      { ...result, figures: { ...result.figures, statesChecked: states.length, sumsChecked: compared } },
    ];
  },
};

export const replayFrames: Bench = {
  name: 'replay',
  about: 'stream the transfers of a tenth of ten million, and hourly frames of all among the largest holders',
  async run(context) {
    const graph = await graphCase(context);
    try {
      context.note('playing');
      return [await measureFrames(graph)];
    } finally {
      await graph.engine.close();
    }
  },
};
