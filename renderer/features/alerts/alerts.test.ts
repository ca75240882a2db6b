import { beforeEach, describe, expect, it } from 'vitest';
import { type EngineAccess, provideEngine } from '../../workspace/engine.ts';
import { redo, resetWorkspace, undo, useWorkspace } from '../../workspace/store.ts';
import { runsInWords } from './detect.ts';
import {
  isFiltered,
  judged,
  noFilters,
  queryOf,
  startAlerts,
  toggleChosen,
  useAlerts,
  withFilters,
  withSort,
} from './store.ts';
import { addToCase, groupByVerdict, judge, type TriageTarget } from './triage.ts';

const fresh = { verdict: null, reason: '' } as const;
const target = (id: string, more: Partial<TriageTarget> = {}): TriageTarget => ({
  id,
  exhibit: null,
  ...fresh,
  ...more,
});

describe('the state of the alert table', () => {
  it('turns the order round on the same heading and starts others at their top', () => {
    expect(withSort(startAlerts, 'priority').descending).toBe(false);
    expect(withSort({ ...startAlerts, descending: false }, 'time')).toMatchObject({
      sort: 'time',
      descending: true,
    });
  });

  it('releases chosen alerts when the filters change', () => {
    const chosen = toggleChosen(startAlerts, 'a', fresh);
    expect(chosen.chosen.has('a')).toBe(true);
    expect(toggleChosen(chosen, 'a', fresh).chosen.size).toBe(0);
    expect(withFilters(chosen, { text: 'x' }).chosen.size).toBe(0);
  });

  it('remembers verdicts of chosen alerts only', () => {
    const chosen = toggleChosen(startAlerts, 'a', fresh);
    const after = judged(chosen, ['a', 'b'], { verdict: 'true', reason: 'r' });
    expect([...after.chosen]).toEqual([['a', { verdict: 'true', reason: 'r' }]]);
    expect(judged(startAlerts, ['a'], { verdict: 'true', reason: '' })).toBe(startAlerts);
  });

  it('asks with the time span and the subject of the workspace', () => {
    const query = queryOf(
      { ...startAlerts, filters: { ...noFilters, text: ' x ' } },
      { from: '2022-01-01T00:00:00Z', to: '2022-01-02T00:00:00Z' },
      '0xabc',
    );
    expect(query).toMatchObject({
      text: 'x',
      subject: '0xabc',
      from: '2022-01-01T00:00:00Z',
      sort: 'priority',
    });
    expect(isFiltered(noFilters)).toBe(false);
    expect(isFiltered({ ...noFilters, tiers: ['lead'] })).toBe(true);
  });

  it('never counts a failed run as quiet', () => {
    const run = (status: 'done' | 'failed' | 'skipped') => ({
      detector: 'd',
      version: 1,
      status,
      alerts: 0,
      seconds: 0,
      message: '',
      notSearched: [],
    });
    expect(runsInWords([run('done'), run('failed'), run('skipped')])).toBe(
      '1 done, 1 without the data they need, 1 failed',
    );
    expect(runsInWords([run('done')])).toBe('1 done');
  });
});

describe('triage', () => {
  let verdicts: unknown[] = [];
  let exhibits: string[] = [];
  let refuse = false;

  beforeEach(() => {
    resetWorkspace();
    useAlerts.setState(startAlerts, true);
    verdicts = [];
    exhibits = [];
    refuse = false;
    const client = {
      alerts: {
        verdict: async (request: unknown) => {
          if (refuse) throw new Error('The case is read only.');
          verdicts.push(request);
          return {};
        },
      },
      cases: {
        current: async () => null,
        include: async ({ alertIds, included }: { alertIds: string[]; included: boolean }) => {
          exhibits = included ? [...exhibits, ...alertIds] : exhibits.filter((id) => !alertIds.includes(id));
          return exhibits.map((alertId, i) => ({
            exhibit: i + 1,
            alertId,
            title: '',
            explanation: '',
            addedAt: '',
            note: '',
          }));
        },
      },
    };
    provideEngine({ client, shell: {} } as unknown as EngineAccess);
  });

  it('records a verdict, takes it back to what was there before, and gives it again', async () => {
    await judge([target('a'), target('b', { verdict: 'unsure', reason: 'why' })], 'false');
    expect(verdicts).toEqual([{ alertIds: ['a', 'b'], verdict: 'false', reason: '' }]);
    await undo();
    expect(verdicts.slice(1)).toEqual([
      { alertIds: ['a'], verdict: null, reason: '' },
      { alertIds: ['b'], verdict: 'unsure', reason: 'why' },
    ]);
    await redo();
    expect(verdicts.at(-1)).toEqual({ alertIds: ['a', 'b'], verdict: 'false', reason: '' });
  });

  it('takes a verdict away when it is given twice', async () => {
    await judge([target('a', { verdict: 'true' })], 'true');
    expect(verdicts).toEqual([{ alertIds: ['a'], verdict: null, reason: '' }]);
  });

  it('leaves nothing to undo when the engine refused', async () => {
    refuse = true;
    expect(await judge([target('a')], 'true')).toBe(false);
    expect(useWorkspace.getState().undo.past).toEqual([]);
    expect(useWorkspace.getState().notices.at(-1)?.text).toBe('The case is read only.');
  });

  it('does nothing without an alert', async () => {
    expect(await judge([], 'true')).toBe(false);
    expect(verdicts).toEqual([]);
  });

  it('asks once for all alerts that go back to the same verdict', () => {
    const groups = groupByVerdict([target('a'), target('b'), target('c', { verdict: 'true' })]);
    expect(groups.map((g) => g.ids)).toEqual([['a', 'b'], ['c']]);
  });

  it('says under which number an alert went into the case, and takes it out on undo', async () => {
    await addToCase([target('a')]);
    await addToCase([target('b'), target('c')]);
    expect(useWorkspace.getState().notices.map((n) => n.text)).toEqual([
      'Added to the case as exhibit 1.',
      'Added to the case as exhibits 2 to 3.',
    ]);
    await undo();
    expect(exhibits).toEqual(['a']);
  });

  it('adds nothing twice', async () => {
    await addToCase([target('a', { exhibit: 4 })]);
    expect(exhibits).toEqual([]);
    expect(useWorkspace.getState().notices.at(-1)?.text).toBe('Already in the case as exhibit 4.');
  });
});
