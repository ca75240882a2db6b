import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edge, temporalGraph } from '../../kernels/temporal-graph.ts';
import { type CycleRules, findCycles } from './find-cycles.ts';
import { canonical, Rounds } from './rounds.ts';

const rules: CycleRules = {
  minHops: 2,
  maxHops: 5,
  kept: 0.8,
  windowMicros: 20,
  accountBudget: Number.MAX_SAFE_INTEGER,
  totalBudget: Number.MAX_SAFE_INTEGER,
};

const ordered = (edges: readonly Edge[]): Edge[] =>
  [...edges].sort((a, b) => a.from - b.from || a.micros - b.micros || a.to - b.to || a.amount - b.amount);

/** Tries every sequence of transfers without any pruning. */
function bruteForce(edges: readonly Edge[], { minHops, maxHops, kept, windowMicros }: CycleRules): string[] {
  const found: string[] = [];
  const extend = (path: number[]): void => {
    const chain = path.map((index) => edges[index]!);
    const fits = chain.every((edge, index) => {
      const before = chain[index - 1];
      return (
        before === undefined ||
        (before.to === edge.from &&
          edge.micros > before.micros &&
          edge.amount >= before.amount * kept &&
          edge.amount <= before.amount / kept)
      );
    });
    if (!fits) return;
    const last = chain.at(-1)!;
    const visited = new Set(chain.map((edge) => edge.from));
    if (
      visited.size === chain.length &&
      last.to === chain[0]!.from &&
      chain.length >= minHops &&
      last.micros - chain[0]!.micros <= windowMicros
    )
      found.push(path.join());
    if (path.length < maxHops) for (const index of edges.keys()) extend([...path, index]);
  };
  for (const index of edges.keys()) extend([index]);
  return found.sort();
}

function search(edges: readonly Edge[], given: CycleRules = rules) {
  const graph = temporalGraph(edges);
  const found: string[] = [];
  const rounds = new Rounds(graph);
  const searched = findCycles(graph, given, (cycle) => {
    found.push(cycle.join());
    rounds.add(cycle);
  });
  return { found: found.sort(), rounds, graph, ...searched };
}

const edge = (accounts: number, span: number) =>
  fc
    .record({
      from: fc.integer({ min: 0, max: accounts - 1 }),
      to: fc.integer({ min: 0, max: accounts - 1 }),
      micros: fc.integer({ min: 0, max: span }),
      amount: fc.integer({ min: 5, max: 15 }),
    })
    .filter(({ from, to }) => from !== to);

describe('findCycles', () => {
  test('finds exactly what trying every path finds', () => {
    let cycles = 0;
    fc.assert(
      fc.property(fc.array(edge(5, 30), { minLength: 3, maxLength: 14 }), (drawn) => {
        const edges = ordered(drawn);
        const expected = bruteForce(edges, rules);
        cycles += expected.length;
        expect(search(edges).found).toEqual(expected);
      }),
      { numRuns: 600, seed: 20260101 },
    );
    expect(cycles).toBeGreaterThan(100);
  });

  test('finds long cycles on dense small graphs', () => {
    const loose = { ...rules, minHops: 3, maxHops: 6, kept: 0.5, windowMicros: 40 };
    fc.assert(
      fc.property(fc.array(edge(6, 40), { minLength: 8, maxLength: 16 }), (drawn) => {
        const edges = ordered(drawn);
        expect(search(edges, loose).found).toEqual(bruteForce(edges, loose));
      }),
      { numRuns: 200, seed: 20260102 },
    );
  });

  test('finds the same in whatever order the transfers came', () => {
    fc.assert(
      fc.property(
        fc
          .array(edge(4, 25), { minLength: 3, maxLength: 14 })
          .chain((drawn) =>
            fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length })),
          ),
        ([drawn, shuffled]) => {
          const forms = (edges: readonly Edge[]) => {
            const { rounds, graph } = search(ordered(edges));
            return rounds.cycles().map(({ path, rounds: all }) => ({
              form: canonical(path.map((vertex) => graph.accounts[vertex]!)),
              rounds: all.map((round) => round.map((one) => [graph.micros[one], graph.amount[one]])),
            }));
          };
          expect(forms(shuffled)).toEqual(forms(drawn));
        },
      ),
      { numRuns: 300, seed: 20260103 },
    );
  });

  test('says when its work ran out', () => {
    const edges = ordered(
      Array.from({ length: 60 }, (_, index) => ({
        from: index % 6,
        to: (index + 1 + (index % 3)) % 6,
        micros: index % 19,
        amount: 10,
      })),
    );
    const whole = search(edges);
    expect(whole.unfinished).toEqual([]);
    const cut = search(edges, { ...rules, accountBudget: 5 });
    expect(cut.unfinished.length).toBeGreaterThan(0);
    expect(cut.found.every((one) => whole.found.includes(one))).toBe(true);
    expect(search(edges, { ...rules, totalBudget: 0 }).unfinished).toHaveLength(6);
  });
});

test('one cycle has one form', () => {
  expect(canonical([3, 1, 2])).toBe('1>2>3');
  expect(canonical([2, 3, 1])).toBe('1>2>3');
  expect(canonical([3, 2, 1])).toBe('1>3>2');
});
