import { describe, expect, it } from 'vitest';
import { fromHash, type Place, toHash } from './location.ts';
import { sameStart } from './trace-seed.ts';

const place: Place = {
  page: 'graph',
  selection: { kind: 'row', file: 'f', line: 4 },
  frame: { from: '2022-08-01T00:00:00Z', to: '2022-08-02T00:00:00Z' },
  at: '2022-08-01T12:00:00.5Z',
  hindsight: true,
  graphSeed: { kind: 'address', chain: 'ethereum', address: '0xabc' },
  traceSeed: null,
  whales: [],
};

describe('the address bar', () => {
  it('brings a place back', () => {
    expect(fromHash(toHash(place))).toEqual(place);
  });

  it.each<NonNullable<Place['traceSeed']>>([
    { direction: 'forward', file: 'ab'.repeat(32), line: 7 },
    { direction: 'backward', chain: 'ethereum', address: '0x~b', asset: null, at: null },
    {
      direction: 'forward',
      chain: 'ethereum',
      address: '0xb',
      asset: 'ETH & co',
      at: '2022-08-01T00:00:00Z',
    },
  ])('brings back what a trace starts from: %j', (traceSeed) => {
    const traced: Place = { ...place, page: 'trace', graphSeed: null, traceSeed };
    expect(fromHash(toHash(traced))).toEqual(traced);
  });

  it.each(['@label:Fund One & co ~ 100%', '@label:ファンド?=#'])(
    'brings back the entity the graph was opened on: %s',
    (id) => {
      const seeded: Place = { ...place, graphSeed: { kind: 'entity', id } };
      expect(fromHash(toHash(seeded))).toEqual(seeded);
      expect(fromHash('#/graph?on=entity~%E0%A4%A').graphSeed).toBeNull();
      expect(fromHash('#/graph?on=entity~nobody').graphSeed).toBeNull();
    },
  );

  it('brings back whose page is open, and nothing that is no whole address', () => {
    const whales = ['ethereum:0xab', 'near:~odd name.near'];
    const compared: Place = { ...place, page: 'whale', graphSeed: null, whales };
    expect(fromHash(toHash(compared))).toEqual(compared);
    expect(fromHash('#/whale?of=0xab~ethereum:~ethereum:0xab~ethereum:0xab').whales).toEqual([
      'ethereum:0xab',
    ]);
    expect(fromHash('#/whale?of=%E0%A4').whales).toEqual([]);
    const many = Array.from({ length: 9 }, (_, i) => `ethereum:0x${i}`);
    expect(fromHash(`#/whale?of=${many.join('~')}`).whales).toHaveLength(6);
  });

  it('takes another asset of an address for the same place, another direction not', () => {
    const start = { chain: 'ethereum', address: '0xb', asset: null };
    expect(sameStart(start, { ...start, asset: 'ETH', direction: 'forward' })).toBe(true);
    expect(sameStart(start, { ...start, direction: 'backward' })).toBe(false);
    expect(sameStart(start, { ...start, address: '0xc' })).toBe(false);
    expect(sameStart({ file: 'f', line: 1 }, { file: 'f', line: 2 })).toBe(false);
    expect(sameStart(start, { file: 'f', line: 2 })).toBe(false);
    expect(sameStart(null, start)).toBe(false);
  });

  it('traces nothing from an address bar that was mistyped', () => {
    for (const text of ['row~forward~abc', 'row~sideways~abc~4', 'balance~forward~ethereum', '%'])
      expect(fromHash(`#/trace?trace=${text}`).traceSeed).toBeNull();
  });

  it.each<NonNullable<Place['graphSeed']>>([
    { kind: 'alert', id: 'a1' },
    { kind: 'transaction', hash: '0xfeed' },
    { kind: 'view', id: '3f-2' },
  ])('brings back what the graph was opened on: %j', (graphSeed) => {
    expect(fromHash(toHash({ ...place, graphSeed })).graphSeed).toEqual(graphSeed);
  });

  it('leaves the subject of the graph out on other pages', () => {
    expect(toHash({ ...place, page: 'alerts' })).not.toContain('on=');
  });

  it('opens the Data page for an empty or unknown address', () => {
    expect(fromHash('').page).toBe('data');
    expect(fromHash('#/market').page).toBe('data');
  });

  it('keeps the playhead inside the span, and hindsight only where there is a playhead', () => {
    const span = 'from=2022-08-01T00:00:00Z&to=2022-08-02T00:00:00Z';
    expect(fromHash(`#/map?${span}&at=2023-01-01T00:00:00Z`).at).toBe('2022-08-02T00:00:00Z');
    expect(fromHash('#/map?at=2022-08-01T00:00:00Z')).toMatchObject({
      page: 'map',
      at: '2022-08-01T00:00:00Z',
      hindsight: false,
    });
    expect(fromHash('#/map?hindsight')).toMatchObject({ at: null, hindsight: false });
    for (const at of ['now', '2022-13-01T00:00:00Z', '2022-08-01'])
      expect(fromHash(`#/map?at=${at}`).at).toBeNull();
  });

  it('ignores a time span that is turned round or malformed', () => {
    expect(fromHash('#/alerts?from=2022-08-02T00:00:00Z&to=2022-08-01T00:00:00Z').frame).toBeNull();
    expect(fromHash('#/alerts?from=yesterday&to=2022-08-01T00:00:00Z').frame).toBeNull();
    expect(fromHash('#/alerts?from=2022-08-01T00:00:00Z').frame).toBeNull();
  });

  it('does not open the graph on something that is no subject', () => {
    expect(fromHash('#/graph?on=row~abc~4').graphSeed).toBeNull();
  });
});
