import { describe, expect, it } from 'vitest';
import { fromHash, type Place, toHash } from './location.ts';

const place: Place = {
  page: 'graph',
  selection: { kind: 'row', file: 'f', line: 4 },
  frame: { from: '2022-08-01T00:00:00Z', to: '2022-08-02T00:00:00Z' },
  graphSeed: { kind: 'address', chain: 'ethereum', address: '0xabc' },
};

describe('the address bar', () => {
  it('brings a place back', () => {
    expect(fromHash(toHash(place))).toEqual(place);
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

  it('ignores a time span that is turned round or malformed', () => {
    expect(fromHash('#/alerts?from=2022-08-02T00:00:00Z&to=2022-08-01T00:00:00Z').frame).toBeNull();
    expect(fromHash('#/alerts?from=yesterday&to=2022-08-01T00:00:00Z').frame).toBeNull();
    expect(fromHash('#/alerts?from=2022-08-01T00:00:00Z').frame).toBeNull();
  });

  it('does not open the graph on something that is no subject', () => {
    expect(fromHash('#/graph?on=row~abc~4').graphSeed).toBeNull();
  });
});
