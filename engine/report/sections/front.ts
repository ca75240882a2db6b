import { type Block, count, facts, noun } from '../blocks.ts';
import type { ReportSource } from '../source.ts';

/** What the first page states: whose case, over which data, made when and with what. */
export async function front(
  source: ReportSource,
  kicker: string,
  more: [string, string][] = [],
): Promise<Block[]> {
  const { session, summary, madeAt, programVersion, style, words } = source;
  const priorities = await session.rows<{ priority: string; count: number }>(
    'SELECT priority, count(*) AS count FROM alert GROUP BY priority, priority_level ORDER BY priority_level DESC',
  );
  const { counts, coverage } = summary;
  return [
    {
      type: 'title',
      kicker: kicker.toUpperCase(),
      text: summary.title,
      lead: summary.description,
    },
    facts([
      ...(style.organisation === '' ? [] : ([['Organisation', style.organisation]] as [string, string][])),
      ...(style.unit === '' ? [] : ([['Unit', style.unit]] as [string, string][])),
      ['Examiner', summary.examiner],
      ['Case', summary.id],
      ['Case made', summary.createdAt],
      ['Report of', madeAt.toISOString()],
      ['Judged as of', summary.asOf ?? ''],
      [
        'Data',
        `${noun(counts.datasets, 'file')}, ${noun(counts.transfers, 'transfer')}, ${noun(counts.trades, 'trade')}, ${noun(counts.tags, 'label')}`,
      ],
      ['Period', coverage.from && coverage.to ? `${coverage.from} to ${coverage.to}` : ''],
      [
        words.alerts,
        priorities.length === 0
          ? 'none'
          : priorities.map(({ priority, count: n }) => `${count(n)} ${priority}`).join(', '),
      ],
      ...more,
      ['Program', `Spyhop ${programVersion}`],
    ]),
  ];
}
