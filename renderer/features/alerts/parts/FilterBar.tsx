import { ChevronDown, Download, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AlertPage, AlertQuery, Priority, Tier } from '#contract/detection.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatCount, shortenAddress } from '../../../ui/format.ts';
import { CheckMenu, Menu } from '../../../ui/Menu.tsx';
import { PriorityMark, TierMark } from '../../../ui/marks.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import {
  forgetAlertLead,
  notify,
  reportProblem,
  showAlertsOf,
  useWorkspace,
} from '../../../workspace/store.ts';
import { exportAlerts } from '../queries.ts';
import { type AlertFilters, isFiltered, noFilters, showStages, useAlerts, withFilters } from '../store.ts';
import { SavedFilters } from './SavedFilters.tsx';

const priorities: Priority[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const tiers: Tier[] = ['structural', 'attribution', 'lead'];
const verdicts: { id: AlertFilters['verdicts'][number]; label: string }[] = [
  { id: 'none', label: 'Not triaged' },
  { id: 'escalate', label: 'Escalated' },
  { id: 'true', label: 'True' },
  { id: 'unsure', label: 'Unsure' },
  { id: 'false', label: 'False' },
];

const droppedWords = { no: 'hidden', too: 'shown', only: 'only' } as const;
const droppedLong = { no: 'Hide them', too: 'Show them among the others', only: 'Show only them' } as const;

const change = (part: Partial<AlertFilters>): void => useAlerts.setState((s) => withFilters(s, part));
const countIn = (counts: readonly { id: string; count: number }[] | undefined, id: string): string =>
  formatCount(counts?.find((c) => c.id === id)?.count ?? 0);

/** Narrows the table; every choice says how many alerts it stands for. */
export function FilterBar({
  facets: answer,
  query,
}: {
  readonly facets: Pick<AlertPage, 'facets' | 'dropped'> | null;
  readonly query: Partial<AlertQuery>;
}) {
  const facets = answer?.facets;
  const filters = useAlerts((s) => s.filters);
  const subject = useWorkspace((s) => s.alertSubject);
  const subjectName = useWorkspace((s) => s.alertSubjectName);
  const lead = useWorkspace((s) => s.alertLead);
  const framed = useWorkspace((s) => s.frame !== null);
  const save = (format: 'csv' | 'xlsx' | 'json') =>
    void exportAlerts(format, query).then((name) => notify(`Written: ${name}`), reportProblem);
  return (
    <search className="filter-bar">
      <SearchField
        value={filters.text}
        onChange={(text) => change({ text })}
        placeholder="Title, address, text"
        label="Search alerts"
      />
      <CheckMenu
        trigger={<FilterButton name="Priority" on={filters.priorities.length} />}
        chosen={filters.priorities}
        onChange={(ids) => change({ priorities: priorities.filter((p) => ids.includes(p)) })}
        options={priorities.map((id) => ({
          id,
          label: <PriorityMark priority={id} word />,
          count: countIn(facets?.priorities, id),
        }))}
      />
      <CheckMenu
        trigger={<FilterButton name="Tier" on={filters.tiers.length} />}
        chosen={filters.tiers}
        onChange={(ids) => change({ tiers: tiers.filter((t) => ids.includes(t)) })}
        options={tiers.map((id) => ({
          id,
          label: <TierMark tier={id} word />,
          count: countIn(facets?.tiers, id),
        }))}
      />
      <CheckMenu
        trigger={<FilterButton name="Detector" on={filters.detectors.length} />}
        chosen={filters.detectors}
        onChange={(detectors) => change({ detectors })}
        options={(facets?.detectors ?? []).map((d) => ({
          id: d.id,
          label: d.title,
          count: formatCount(d.count),
        }))}
      />
      <CheckMenu
        trigger={<FilterButton name="Verdict" on={filters.verdicts.length} />}
        chosen={filters.verdicts}
        onChange={(ids) => change({ verdicts: verdicts.map((v) => v.id).filter((v) => ids.includes(v)) })}
        options={verdicts.map((v) => ({ ...v, count: countIn(facets?.verdicts, v.id) }))}
      />
      {(answer?.dropped ?? 0) > 0 || filters.dropped !== 'no' ? (
        <Menu
          trigger={
            <FilterButton
              name={`Dropped: ${droppedWords[filters.dropped]}`}
              on={filters.dropped === 'no' ? 0 : 1}
            />
          }
          sections={[
            {
              title: `${formatCount(answer?.dropped ?? 0)} that fit were dropped by a stage`,
              items: (['no', 'too', 'only'] as const).map((id) => ({
                id,
                label: droppedLong[id],
                checked: filters.dropped === id,
                onSelect: () => change({ dropped: id }),
              })),
            },
            { items: [{ id: 'stages', label: 'Stages after detection…', onSelect: () => showStages(true) }] },
          ]}
        />
      ) : (
        <Button variant="quiet" onClick={() => showStages(true)}>
          Stages
        </Button>
      )}
      <SavedFilters />
      {filters.story !== null && (
        <Chip onRemove={() => change({ story: null })}>
          <span className="ellipsis chip-text">{filters.story.title}</span>
        </Chip>
      )}
      {subject !== null && (
        <Chip onRemove={() => showAlertsOf(null)}>
          about {subjectName ?? <span className="mono">{shortenAddress(subject)}</span>}
        </Chip>
      )}
      {lead !== null && (
        <Chip onRemove={forgetAlertLead}>
          {[
            lead.family?.replaceAll('-', ' '),
            lead.severity && `${lead.severity.toLowerCase()} severity`,
            framed ? 'beginning in the time span' : null,
          ]
            .filter(Boolean)
            .join(', ') || 'all families'}
        </Chip>
      )}
      {isFiltered(filters) && (
        <Button variant="quiet" onClick={() => change(noFilters)}>
          Clear
        </Button>
      )}
      <span className="filter-end">
        <Menu
          align="end"
          trigger={
            <Button variant="quiet" icon={<Download size={13} />}>
              Export
            </Button>
          }
          sections={[
            {
              title: 'The alerts listed now',
              items: [
                { id: 'csv', label: 'CSV', onSelect: () => save('csv') },
                { id: 'xlsx', label: 'Excel workbook', onSelect: () => save('xlsx') },
                { id: 'json', label: 'JSON', onSelect: () => save('json') },
              ],
            },
          ]}
        />
      </span>
    </search>
  );
}

function FilterButton({ name, on, ...rest }: { readonly name: string; readonly on: number }) {
  return (
    <button
      type="button"
      className={on > 0 ? 'button filter-button is-on' : 'button filter-button'}
      {...rest}
    >
      {name}
      {on > 0 && <span className="filter-count">{on}</span>}
      <ChevronDown size={12} aria-hidden="true" />
    </button>
  );
}

function Chip({ children, onRemove }: { readonly children: ReactNode; readonly onRemove: () => void }) {
  return (
    <span className="chip">
      {children}
      <button type="button" className="copy" aria-label="Remove this filter" onClick={onRemove}>
        <X size={11} />
      </button>
    </span>
  );
}
