import type { TransferRow } from '#contract/graph.ts';
import { addToCase, sheet } from '../../workspace/add-evidence.ts';

/** Rows frozen at most with one exhibit; how many there are is said. */
const MOST = 2000;

/** Freezes the rows of a list with the file and line of each. */
export async function addRowsToCase(
  title: string,
  query: unknown,
  fetch: (offset: number, limit: number) => Promise<{ total: number; rows: readonly TransferRow[] }>,
): Promise<void> {
  const { total, rows } = await fetch(0, MOST);
  const times = rows.flatMap(({ time }) => time ?? []).sort();
  await addToCase({
    kind: 'rows',
    title,
    explanation:
      rows.length < total
        ? `The first ${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} rows.`
        : '',
    data: {
      ...sheet(
        ['time (UTC)', 'from', 'to', 'asset', 'amount', 'dollars', 'transaction', 'file', 'line'],
        rows.map((row) => [
          row.time,
          row.from,
          row.to,
          row.symbol ?? row.asset,
          row.amount,
          row.amountUsd,
          row.txHash,
          row.file,
          row.line,
        ]),
        total,
      ),
      query,
    },
    events: times.length > 0 ? [{ at: times[0]!, text: `${title}: first row` }] : [],
  });
}
