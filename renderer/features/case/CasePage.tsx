import { FileText } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { countOf, formatCount } from '../../ui/format.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { goTo, useWorkspace } from '../../workspace/store.ts';
import './case.css';
import { CaseText } from './parts/CaseText.tsx';
import { Exhibits } from './parts/Exhibits.tsx';
import { Journal } from './parts/Journal.tsx';

type Tab = 'exhibits' | 'journal';

/** What will be in the report: the title, the words, the exhibits; and the record of what was done. */
export function CasePage() {
  const summary = useWorkspace((s) => s.caseSummary);
  const [tab, setTab] = useState<Tab>('exhibits');
  if (!summary) return null;
  return (
    <div className="case-page">
      <header className="page-head">
        <h1>Case</h1>
        <span className="muted">
          {countOf(summary.counts.included, 'exhibit')} of {countOf(summary.counts.alerts, 'alert')}
        </span>
        <span className="page-tools">
          <Button variant="primary" icon={<FileText size={13} />} keys="g r" onClick={() => goTo('reports')}>
            Reports
          </Button>
        </span>
      </header>
      <div className="case-split">
        <CaseText summary={summary} />
        <section className="case-parts" aria-label="Contents of the case">
          <Tabs<Tab>
            label="Contents"
            value={tab}
            onChange={setTab}
            tabs={[
              { id: 'exhibits', label: `Exhibits ${formatCount(summary.counts.included)}` },
              { id: 'journal', label: 'Journal' },
            ]}
          />
          {tab === 'exhibits' ? <Exhibits /> : <Journal />}
        </section>
      </div>
    </div>
  );
}
