import type { EChartsCoreOption } from 'echarts/core';
import { Briefcase, Download, Table2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { type DataSet, DataTable, dataCsv } from '../ui/DataTable.tsx';
import { Menu } from '../ui/Menu.tsx';
import { Panel } from '../ui/Panel.tsx';
import { saveFile } from '../ui/save-file.ts';
import { addToCase, sheet } from '../workspace/add-evidence.ts';
import { ChartView } from './ChartView.tsx';
import type { Chart } from './echarts.ts';
import { pngOf } from './png.ts';

/** A chart that is also a table and three files: CSV, SVG and PNG. `option: null` shows `empty` instead. */
export function ChartPanel({
  title,
  note,
  tools,
  className,
  height,
  label,
  option,
  empty,
  data,
  fileName,
  onPick,
  onProblem,
  below,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly className?: string;
  readonly height: number;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly option: (() => EChartsCoreOption) | null;
  readonly empty?: ReactNode;
  readonly data: DataSet;
  readonly fileName: string;
  readonly onPick?: (id: string) => void;
  readonly onProblem: (error: unknown) => void;
  readonly below?: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const chart = useRef<Pick<Chart, 'svg'> | null>(null);
  const drawn = option !== null && !asTable;
  const picture = (use: (svg: string) => void | Promise<void>) => () => {
    const svg = chart.current?.svg();
    if (svg !== undefined) Promise.resolve(use(svg)).catch(onProblem);
  };
  const heading = title.toLowerCase();
  return (
    <Panel
      title={title}
      note={note}
      className={className}
      tools={
        <>
          {tools}
          <Button
            variant="quiet"
            pressed={asTable}
            aria-label={`${title} as table`}
            title={`${title} as table`}
            disabled={data.rows.length === 0}
            icon={<Table2 size={13} />}
            onClick={() => setAsTable(!asTable)}
          />
          <Button
            variant="quiet"
            aria-label={`Add ${heading} to the case`}
            title={`Add ${heading} to the case`}
            disabled={data.rows.length === 0}
            icon={<Briefcase size={13} />}
            onClick={() => {
              const svg = chart.current?.svg();
              void addToCase({
                kind: 'chart',
                title,
                explanation: label,
                data: sheet(
                  data.columns.map((column) => column.title),
                  data.rows.map(({ cells }) => [...cells]),
                  data.rows.length,
                ),
                picture: svg === undefined ? null : { type: 'image/svg+xml', text: svg },
              });
            }}
          />
          <Menu
            align="end"
            trigger={
              <Button
                variant="quiet"
                aria-label={`Export ${heading}`}
                title={`Export ${heading}`}
                disabled={data.rows.length === 0}
                icon={<Download size={13} />}
              />
            }
            sections={[
              {
                items: [
                  {
                    id: 'csv',
                    label: 'Figures (CSV)',
                    onSelect: () => saveFile(`${fileName}.csv`, dataCsv(data), 'text/csv'),
                  },
                  {
                    id: 'svg',
                    label: 'Picture (SVG)',
                    disabled: !drawn,
                    onSelect: picture((svg) => saveFile(`${fileName}.svg`, svg, 'image/svg+xml')),
                  },
                  {
                    id: 'png',
                    label: 'Picture (PNG)',
                    disabled: !drawn,
                    onSelect: picture(async (svg) =>
                      saveFile(`${fileName}.png`, await pngOf(svg), 'image/png'),
                    ),
                  },
                ],
              },
            ]}
          />
        </>
      }
    >
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled table must be reachable by keys
        <section className="panel-table" style={{ height }} tabIndex={0} aria-label={`${title}, table`}>
          <DataTable data={data} label={title} />
        </section>
      ) : option ? (
        <div className="panel-chart" style={{ height }}>
          <ChartView option={option} label={label} onPick={onPick} handle={chart} />
        </div>
      ) : (
        <div className="panel-empty" style={{ minHeight: height }}>
          {empty}
        </div>
      )}
      {below}
    </Panel>
  );
}
