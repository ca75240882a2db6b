import { FileText } from 'lucide-react';
import { useMemo } from 'react';
import type { EvidenceItem, WorkDocument, WorkKind } from '#contract/case-work.ts';
import { Button } from '../../ui/Button.tsx';
import { countOf, formatCount } from '../../ui/format.ts';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { type Command, useCommands } from '../../workspace/commands.ts';
import { messageOf } from '../../workspace/messages.ts';
import { goTo, useWorkspace } from '../../workspace/store.ts';
import { useAnswer } from '../../workspace/use-answer.ts';
import './case.css';
import { CaseText } from './parts/CaseText.tsx';
import { CaseTimeline } from './parts/CaseTimeline.tsx';
import { Custody } from './parts/Custody.tsx';
import { Exhibits } from './parts/Exhibits.tsx';
import { Journal } from './parts/Journal.tsx';
import { Screening } from './parts/Screening.tsx';
import { WorkTab } from './parts/WorkTab.tsx';
import { documents, exhibits } from './queries.ts';
import { type CaseTab, showTab, useCase } from './store.ts';
import { kindWords } from './words.ts';

const kinds: readonly WorkKind[] = ['finding', 'hypothesis', 'task', 'note'];

/** What is worked out in the case: exhibits, findings, hypotheses, tasks, notes; and the record of what was done. */
export function CasePage() {
  const summary = useWorkspace((s) => s.caseSummary);
  const revision = useWorkspace((s) => s.revision);
  const tab = useCase((s) => s.tab);
  const work = useAnswer(`case-work-${revision}`, async () => ({
    items: await exhibits(true),
    list: await documents(true),
  }));
  const commands = useMemo<readonly Command[]>(
    () =>
      kinds.map((kind) => ({
        id: `case-${kind}`,
        title: `Go to ${kindWords[kind].many.toLowerCase()}`,
        group: 'Case',
        run: () => showTab(kind),
      })),
    [],
  );
  useCommands(commands);
  if (!summary) return null;
  const items: readonly EvidenceItem[] = work.data?.items ?? [];
  const list: readonly WorkDocument[] = work.data?.list ?? [];
  const inCase = items.filter(({ removed }) => removed === null).length;
  const number = (kind: WorkKind) =>
    list.filter(({ content, removed }) => content.kind === kind && removed === null).length;
  return (
    <div className="case-page">
      <header className="page-head">
        <h1>Case</h1>
        <span className="muted">
          {summary.title} · {countOf(inCase, 'exhibit')} of {countOf(summary.counts.alerts, 'alert')}
        </span>
        <span className="page-tools">
          <Button variant="primary" icon={<FileText size={13} />} onClick={() => goTo('reports')}>
            Reports
          </Button>
        </span>
      </header>
      <div className="case-parts">
        <Tabs<CaseTab>
          label="Parts of the case"
          value={tab}
          onChange={showTab}
          tabs={[
            { id: 'exhibits', label: `Exhibits ${formatCount(inCase)}` },
            ...kinds.map((kind) => ({
              id: kind,
              label: `${kindWords[kind].many} ${formatCount(number(kind))}`,
            })),
            { id: 'timeline', label: 'Timeline' },
            { id: 'screening', label: 'Lists' },
            { id: 'custody', label: 'Custody' },
            { id: 'journal', label: 'Journal' },
            { id: 'about', label: 'About' },
          ]}
        />
        {tab === 'about' ? (
          <CaseText summary={summary} />
        ) : tab === 'timeline' ? (
          <CaseTimeline />
        ) : tab === 'screening' ? (
          <Screening />
        ) : tab === 'custody' ? (
          <Custody />
        ) : tab === 'journal' ? (
          <Journal />
        ) : work.error && !work.data ? (
          <ErrorState message={messageOf(work.error)} onRetry={work.retry} />
        ) : !work.data ? (
          <Skeleton lines={8} />
        ) : tab === 'exhibits' ? (
          <Exhibits items={items} />
        ) : (
          <WorkTab kind={tab} documents={list} exhibits={items} />
        )}
      </div>
    </div>
  );
}
