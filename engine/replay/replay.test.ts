import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FrameEvent, FramesQuery, MapQuery, StateQuery } from '#contract/replay.ts';
import type { TimedMark } from '../alerts/alert-marks.ts';
import { instant } from '../detectors/ledger/instant.ts';
import { decimalText, decimalUnits } from '../graph/exact-sum.ts';
import { type GraphTransfer, smallGraph } from '../testing/small-graph.ts';
import { frames } from './frames.ts';
import { stateAt } from './state.ts';
import { whaleMap } from './whale-map.ts';

const ACCOUNTS = 6;
const ASSETS = 2;
const pause = () => Promise.resolve();
const transfer = fc.record({
  from: fc.nat(ACCOUNTS - 1),
  to: fc.nat(ACCOUNTS - 1),
  amount: fc.integer({ min: 0, max: 2000 }).map((cents) => `${cents / 100}`),
  asset: fc.nat(ASSETS - 1),
  failed: fc.nat(9).map((n) => n === 0),
  usd: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  second: fc.nat(40),
});
const history = fc
  .array(transfer, { maxLength: 120, size: 'max' })
  .map((list): GraphTransfer[] => [...list].sort((a, b) => a.second - b.second));

const at = (second: number) => instant(second * 1e6);
const id = (account: number) => `ethereum:0x${String(account).padStart(40, '0')}`;
const everyone = Array.from({ length: ACCOUNTS }, (_, account) => id(account));
const units = (text: string) => decimalUnits(text, 18);
const balance = (list: readonly GraphTransfer[], until: number, account: number, asset: number): bigint =>
  list.reduce((sum, one) => {
    if (one.failed || one.asset !== asset || one.second! > until || one.from === one.to) return sum;
    return one.to === account
      ? sum + units(one.amount!)
      : one.from === account
        ? sum - units(one.amount!)
        : sum;
  }, 0n);

const mark = (name: string, start: number, known: number): TimedMark => ({
  knownMicros: known * 1e6,
  mark: {
    id: name,
    title: name,
    explanation: name,
    detector: 'd',
    family: 'f',
    priority: 'LOW',
    severity: 'LOW',
    start: at(start),
    end: at(known),
    knownAt: at(known),
    subjects: [],
  },
});

test('the state at an instant is what the rows up to it say, and no more', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(41), async (list, second) => {
      const index = await smallGraph(ACCOUNTS, list, ASSETS);
      const marks = [mark('early', 0, second), mark('late', 0, second + 1)];
      const query = StateQuery.parse({ at: at(second), nodes: everyone, alerts: 10 });
      const state = await stateAt(index, marks, query, pause);
      expect(state.transfers).toBe(list.filter((one) => one.second! <= second).length);
      expect(state.alerts.map((one) => one.id)).toEqual(['early']);
      for (const [account, node] of state.nodes.entries())
        for (const held of node.holdings) {
          const asset = Number(held.asset.slice(3));
          expect(held.amount).toBe(decimalText(balance(list, second, account, asset), 18));
        }
      const early = await smallGraph(
        ACCOUNTS,
        list.filter((one) => one.second! <= second),
        ASSETS,
      );
      expect(await stateAt(early, marks.slice(0, 1), query, pause)).toEqual(state);
      const hindsight = await stateAt(index, marks, { ...query, hindsight: true }, pause);
      expect(hindsight).toEqual({
        ...state,
        alerts: [marks[1]!.mark, marks[0]!.mark],
        alertsTotal: 2,
      });
    }),
    { numRuns: 100 },
  );
});

test('the largest holders at an instant are those that sorting all balances gives', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.nat(41), fc.integer({ min: 1, max: 4 }), async (list, second, limit) => {
      const index = await smallGraph(ACCOUNTS, list, ASSETS);
      const asset = { chain: 'ethereum', asset: '0xa1' };
      const map = await whaleMap(index, MapQuery.parse({ at: at(second), limit, asset }), pause);
      const wanted = everyone
        .map((name, account) => ({ name, account, held: balance(list, second, account, 1) }))
        .filter(({ held }) => held > 0n)
        .sort((a, b) => (a.held === b.held ? a.account - b.account : a.held > b.held ? -1 : 1))
        .slice(0, limit);
      expect(map.holders.map((one) => [one.id, one.holdings[0]!.amount])).toEqual(
        wanted.map(({ name, held }) => [name, decimalText(held, 18)]),
      );
      // all rows lie within the window
      const flows = new Map<string, number>();
      for (const one of list) {
        if (one.failed || one.second! > second || one.asset !== 1) continue;
        const flow = `${id(one.from!)}>${id(one.to!)}>0xa${one.asset}`;
        flows.set(flow, (flows.get(flow) ?? 0) + 1);
      }
      expect(map.flowsTotal).toBe(flows.size);
      expect(map.flows.length).toBe(Math.min(limit, flows.size));
      expect(new Set([...map.holders, ...map.others].map((one) => one.id))).toEqual(
        new Set([
          ...map.holders.map((one) => one.id),
          ...map.flows.flatMap((one) => [one.source, one.target]),
        ]),
      );
      for (const flow of map.flows) expect(flow.count).toBeGreaterThanOrEqual(flows.get(flow.id)!);
      const happened = list.filter((one) => one.second! <= second).length;
      expect(map.lanes.reduce((sum, one) => sum + one.transfers, 0)).toBe(happened);
      expect(map.heat.reduce((sum, one) => sum + one.transfers, 0)).toBe(happened);
      const begin = Date.parse(map.from);
      const parts = new Array<number>(96).fill(0);
      for (const one of list) {
        if (one.second! > second) continue;
        const share = (Date.parse(at(one.second!)) - begin) / (Date.parse(map.at) - begin);
        parts[Math.min(95, Math.floor(share * 96))]! += 1;
      }
      for (const lane of map.lanes) expect(lane.parts.length).toBe(96);
      expect(parts.map((_, place) => map.lanes.reduce((sum, lane) => sum + lane.parts[place]!, 0))).toEqual(
        parts,
      );
      const byDollars = await whaleMap(index, MapQuery.parse({ at: at(second), limit }), pause);
      const all = await whaleMap(index, MapQuery.parse({ at: at(second), limit: ACCOUNTS }), pause);
      expect(byDollars.holders).toEqual(all.holders.slice(0, limit));
      const state = await stateAt(index, [], StateQuery.parse({ at: at(second), nodes: everyone }), pause);
      const worth = new Map(state.nodes.map((node) => [node.id, node.valueUsd]));
      const known = [...worth.values()].filter((usd) => usd !== null);
      if (all.asset === null) {
        for (const holder of all.holders) expect(holder.valueUsd).toBeCloseTo(worth.get(holder.id)!, 6);
        expect(all.holders).toHaveLength(known.length);
      } else {
        // nothing has a price yet: the asset of most rows stands in
        expect(known).toEqual([]);
        expect(all.asset.asset).toBe(all.assets[0]!.asset);
      }
    }),
    { numRuns: 100 },
  );
});

test('the start and all changes of the frames add up to the state at the end; every transfer is in one frame', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      fc.nat(20),
      fc.nat(21),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (list, from, length, stepSeconds, all) => {
        const index = await smallGraph(ACCOUNTS, list, ASSETS);
        const query = FramesQuery.parse({
          from: at(from),
          to: at(from + length),
          stepSeconds,
          nodes: everyone.slice(0, 4),
          flows: all ? 'all' : 'cast',
        });
        const marks = [mark('early', 0, from), mark('late', 0, from + length + 1)];
        const events: FrameEvent[] = [];
        for await (const event of frames(index, marks, query, pause)) events.push(event);
        const again: FrameEvent[] = [];
        for await (const event of frames(index, marks, query, pause)) again.push(event);
        expect(again).toEqual(events);

        const nodes: string[] = [];
        const assets: string[] = [];
        const held = new Map<string, string | null>();
        let sent = 0;
        let moved = 0n;
        const told: string[] = [];
        for (const event of events) {
          if (event.type === 'end') continue;
          nodes.push(...event.newNodes);
          assets.push(...event.newAssets.map((one) => one.asset));
          for (const one of event.balances) held.set(`${nodes[one.node]} ${assets[one.asset]}`, one.amount);
          if (event.type !== 'frame') continue;
          sent += event.transfers;
          expect(event.shownTransfers).toBe(event.edges.reduce((sum, one) => sum + one.count, 0));
          for (const edge of event.edges) moved += units(edge.amount!);
          told.push(...event.alerts.map((one) => one.id));
        }
        expect(told).toEqual(['early']);
        const inFrame = list.filter((one) => one.second! >= from && one.second! <= from + length);
        expect(sent).toBe(inFrame.length);
        expect(moved).toBe(
          inFrame
            .filter((one) => !one.failed && (all || (one.from! < 4 && one.to! < 4)))
            .reduce((sum, one) => sum + units(one.amount!), 0n),
        );
        for (let account = 0; account < 4; account += 1)
          for (let asset = 0; asset < ASSETS; asset += 1) {
            const last = held.get(`${id(account)} 0xa${asset}`);
            const wanted = balance(list, from + length, account, asset);
            expect(last ?? '0').toBe(decimalText(wanted, 18));
          }
      },
    ),
    { numRuns: 80 },
  );
});
