import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromMicros, toMicros } from './playhead.ts';
import { manifestOf, recordingPlan } from './recording.ts';

it('plans a picture of the first instant and one at the end of every frame', () => {
  fc.assert(
    fc.property(fc.nat(5_000_000), fc.integer({ min: 1, max: 100_000 }), (length, stepSeconds) => {
      const from = toMicros('2022-08-01T00:00:00Z');
      const plan = recordingPlan(
        { from: fromMicros(from), to: fromMicros(from + length * 1e6) },
        stepSeconds,
      );
      let ends = 1;
      for (let at = from; at < from + length * 1e6; at += stepSeconds * 1e6) ends += 1;
      expect(plan.frames).toBe(ends);
    }),
  );
});

it('names case, switch, and number and instant of each picture', async () => {
  const plan = recordingPlan({ from: '2022-08-01T00:00:00Z', to: '2022-08-01T01:00:00Z' }, 3600);
  const about = { caseId: 'c1', caseTitle: 'Case', page: 'map', hindsight: true, plan };
  const frames = [
    { frame: 0, file: 'map-00000.png', instant: plan.from, transfers: null, alertsTotal: null },
    { frame: 1, file: 'map-00001.png', instant: plan.to, transfers: 3, alertsTotal: 1 },
  ];
  const [json, csv] = await Promise.all(manifestOf(about, frames).map(({ content }) => content.text()));
  expect(JSON.parse(json!)).toEqual({
    caseId: 'c1',
    caseTitle: 'Case',
    page: 'map',
    hindsight: true,
    from: plan.from,
    to: plan.to,
    stepSeconds: 3600,
    zone: 'UTC',
    frames,
  });
  expect(csv!.trim().split('\n').slice(1)).toEqual([
    '0,map-00000.png,2022-08-01T00:00:00Z,,,c1,true',
    '1,map-00001.png,2022-08-01T01:00:00Z,3,1,c1,true',
  ]);
});
