import { AlertQuery } from '#contract/detection.ts';
import { aggregate } from '../alerts/aggregate.ts';
import { prioritise } from '../alerts/prioritise.ts';
import { alertGroups, alertPage, alertTimeline } from '../alerts/query-alerts.ts';
import { storeAlerts } from '../alerts/store-alerts.ts';
import { detectors } from '../detectors/registry.ts';
import type { RawAlert } from '../detectors/run-detector.ts';
import { scratchCase } from '../testing/scratch-case.ts';
import { percentile } from './ask-meanwhile.ts';
import type { Bench, BenchContext, BenchResult } from './define.ts';

const ALERTS = 100_000;
const TURNS = 60;

/** Alerts of every detector over a year and thirty thousand addresses. */
const made = (index: number): RawAlert => {
  const detector = detectors[index % detectors.length]!;
  const at = new Date(Date.UTC(2024, 0, 1) + ((index * 7919) % 31_536_000) * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
  const address = `0x${((index * 104_729) % 30_000).toString(16).padStart(40, '0')}`;
  return {
    detector,
    params: {},
    subjects: [{ kind: 'address', id: address, chain: 'ethereum' }],
    start: at,
    end: at,
    score: ((index * 31) % 1000) / 1000,
    confidence: ((index * 17) % 1000) / 1000,
    severity: (['LOW', 'MEDIUM', 'HIGH'] as const)[index % 3]!,
    title: detector.title,
    explanation: `${address} moved ${index} units of something in ${index % 50} transfers within a day.`,
    impactUsd: index % 4 === 0 ? null : (index * 37) % 5_000_000,
    chance: null,
    evidence: [],
  };
};

/** What the alerts page asks while somebody filters, sorts, searches and groups a hundred thousand alerts. */
export const alertsPage: Bench = {
  name: 'alerts-page',
  about: 'filter, sort, search and group 100,000 alerts',
  async run({ note }: BenchContext): Promise<BenchResult[]> {
    const scratch = await scratchCase();
    try {
      return await scratch.folder.warehouse.use(async (session) => {
        note('storing the alerts');
        const facts = {
          transfers: 0,
          methods: new Map(),
          labels: new Map(),
          largestSubjectUsd: 0,
          system: false,
        };
        const alerts = aggregate(Array.from({ length: ALERTS }, (_, index) => made(index))).map(
          (alert, index) => ({
            ...alert,
            id: index.toString(16).padStart(24, '0'),
            traced: [],
            facts,
            marks: [],
          }),
        );
        const began = performance.now();
        await storeAlerts(
          session,
          prioritise(alerts, '2025-01-01T00:00:00Z'),
          [],
          [],
          '2025-01-01T00:00:00Z',
        );
        const storeSeconds = (performance.now() - began) / 1000;
        note('asking');
        // half of the alerts, as the pages ask at an instant
        const half = { known: true, ids: alerts.slice(0, alerts.length / 2).map(({ id }) => id) };
        const questions: (() => Promise<unknown>)[] = [
          () => alertPage(session, AlertQuery.parse({ limit: 100 }), half),
          () => alertPage(session, AlertQuery.parse({ limit: 100 })),
          () => alertPage(session, AlertQuery.parse({ limit: 100, sort: 'time' })),
          () => alertPage(session, AlertQuery.parse({ limit: 100, offset: 60_000, sort: 'score' })),
          () => alertPage(session, AlertQuery.parse({ limit: 100, text: '1234' })),
          () =>
            alertPage(session, AlertQuery.parse({ limit: 100, priorities: ['HIGH'], tiers: ['structural'] })),
          () =>
            alertPage(
              session,
              AlertQuery.parse({ limit: 100, detectors: [detectors[3]!.id], verdicts: ['none'] }),
            ),
          () => alertTimeline(session, AlertQuery.parse({}), 120),
          () => alertGroups(session, { by: 'subject', query: AlertQuery.parse({}), offset: 0, limit: 100 }),
          () => alertGroups(session, { by: 'detector', query: AlertQuery.parse({}), offset: 0, limit: 100 }),
        ];
        const times: number[] = [];
        for (let turn = 0; turn < TURNS; turn += 1) {
          const asked = performance.now();
          await questions[turn % questions.length]!();
          times.push(performance.now() - asked);
        }
        return [
          {
            bench: 'alerts-page',
            rows: alerts.length,
            seconds: times.reduce((sum, one) => sum + one, 0) / 1000,
            peer: null,
            peerSeconds: null,
            ratio: null,
            peakMiB: null,
            p95Ms: percentile(times, 0.95),
            figures: {
              questions: times.length,
              medianMs: percentile(times, 0.5),
              maxMs: Math.max(...times),
              storeSeconds,
            },
          },
        ];
      });
    } finally {
      scratch.close();
    }
  },
};
