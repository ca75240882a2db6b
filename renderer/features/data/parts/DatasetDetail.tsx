import { useState } from 'react';
import type { Dataset } from '#contract/datasets.ts';
import { formatCount } from '../../../ui/format.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { QualityView } from './QualityView.tsx';
import { RejectsTable } from './RejectsTable.tsx';

type Tab = 'quality' | 'rejects';

/** Below the list: how complete the chosen dataset is, and what was not accepted. */
export function DatasetDetail({ dataset }: { readonly dataset: Dataset }) {
  const [tab, setTab] = useState<Tab>('quality');
  return (
    <section className="dataset-detail" aria-label={`Quality of ${dataset.name}`}>
      <Tabs<Tab>
        label="Dataset"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'quality', label: 'Quality' },
          { id: 'rejects', label: `Rejected rows ${formatCount(dataset.rejected)}` },
        ]}
        lead={<span className="ellipsis dataset-name">{dataset.name}</span>}
      />
      {tab === 'quality' ? <QualityView dataset={dataset} /> : <RejectsTable dataset={dataset} />}
    </section>
  );
}
