import type { Bench, BenchResult } from './define.ts';
import { draws, type GraphCase, graphCase, idOf, questions, subjects, timed } from './graph-case.ts';

const overGraph =
  (measure: (graph: GraphCase) => Promise<BenchResult>): Bench['run'] =>
  async (context) => {
    const graph = await graphCase(context);
    try {
      context.note('asking');
      return [await measure(graph)];
    } finally {
      await graph.engine.close();
    }
  };

/** Expanding a subject by its strongest counterparties: the hundred busiest, and a hundred of every size. */
export async function measureExpand(graph: GraphCase): Promise<BenchResult> {
  const rows = await subjects(graph, 100, 100);
  const { client } = graph.engine;
  const work = rows.map(
    ({ chain, address }) =>
      () =>
        client.graph.neighbours({ chain, address, limit: 24 }),
  );
  await timed(work.slice(0, 20));
  return questions('graph-expand', graph, await timed(work), {
    mostCounterparties: Math.max(...rows.map(({ counterparties }) => counterparties)),
  });
}

/** The page of an address with everything on it. */
export async function measureAccountPage(graph: GraphCase): Promise<BenchResult> {
  const rows = await subjects(graph, 20, 100);
  const { client } = graph.engine;
  const work = rows.map((row) => async () => {
    for await (const event of client.accounts.profile({ subjects: [idOf(row)] })) void event;
  });
  await timed(work.slice(-5));
  return questions('account-page', graph, await timed(work), {
    mostTransfers: Math.max(...rows.map(({ transfers }) => transfers)),
  });
}

/** Up to four hops between subjects of every size: half of the pairs known to be linked, half drawn at random. */
export async function measurePaths(graph: GraphCase): Promise<BenchResult> {
  const rows = await subjects(graph, 50, 150);
  const { client } = graph.engine;
  const draw = draws(7);
  const pairs: [string, string][] = [];
  while (pairs.length < 100) {
    const source = rows[draw(rows.length)]!;
    let target = idOf(rows[draw(rows.length)]!);
    if (pairs.length % 2 === 0) {
      // one to four payments further on
      let at = idOf(source);
      for (let hops = 1 + draw(4); hops > 0; hops -= 1) {
        const [chain, address] = at.split(':') as [string, string];
        const { nodes } = await client.graph.neighbours({ chain, address, direction: 'out', limit: 8 });
        if (nodes.length < 2) break;
        at = nodes[1 + draw(nodes.length - 1)]!.id;
      }
      target = at;
    }
    if (target !== idOf(source)) pairs.push([idOf(source), target]);
  }
  let found = 0;
  let complete = 0;
  const times = await timed(
    pairs.map(([source, target]) => async () => {
      const paths = await client.graph.paths({ sources: [source], targets: [target], maxHops: 4 });
      if (paths.paths.length > 0) found += 1;
      if (paths.complete) complete += 1;
    }),
  );
  return questions('path-finding', graph, times, { found, searchedCompletely: complete });
}

export const graphExpand: Bench = {
  name: 'graph-expand',
  about: 'expand a subject in a case of ten million transfers',
  run: overGraph(measureExpand),
};
export const accountPages: Bench = {
  name: 'account-page',
  about: 'open the page of an address in a case of ten million transfers',
  run: overGraph(measureAccountPage),
};
export const pathFinding: Bench = {
  name: 'path-finding',
  about: 'paths of four hops at most between two subjects in a case of ten million transfers',
  run: overGraph(measurePaths),
};
