import { Suspense } from 'react';
import { RowsPanel } from '../features/rows/RowsPanel.tsx';
import { useLayout } from '../storage/layout.ts';
import { cx } from '../ui/class-names.ts';
import { Skeleton } from '../ui/states.tsx';
import { useWorkspace } from '../workspace/store.ts';
import { features } from './features.ts';
import { Inspector } from './Inspector.tsx';
import { LostStrip } from './LostStrip.tsx';
import { Navigation } from './Navigation.tsx';
import { PageGuard } from './PageGuard.tsx';
import { PastStrip } from './PastStrip.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TimelineBar } from './TimelineBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useTimeline } from './use-timeline.ts';

/** One frame for every page: bar, navigation, page, inspector, timeline, status. */
export function Frame() {
  const page = useWorkspace((s) => s.page);
  const wide = useWorkspace((s) => s.wide);
  const wholePage = useWorkspace((s) => s.wholePage);
  const hasSelection = useWorkspace((s) => s.selection !== null);
  const shown = useLayout((s) => s.inspectorShown);
  const timelineShown = useLayout((s) => s.timelineShown);
  const timeline = useTimeline();
  const at = useWorkspace((s) => s.at);
  const feature = features.find((f) => f.id === page) ?? features[0];
  if (!feature) return null;
  const { Page } = feature;
  const inspector = page !== 'settings' && (hasSelection || (shown && !wholePage));
  return (
    <div className={cx('frame', wide && inspector && 'frame-wide', at !== null && 'frame-past')}>
      <TopBar />
      <LostStrip />
      <PastStrip follows={feature.past ?? null} />
      <div className="frame-body">
        <Navigation />
        <main className="page" aria-label={feature.title}>
          <PageGuard key={page}>
            <Suspense fallback={<Skeleton lines={6} />}>
              <Page />
            </Suspense>
          </PageGuard>
          <RowsPanel />
        </main>
        {inspector && <Inspector />}
      </div>
      {timelineShown && <TimelineBar timeline={timeline} />}
      <RecordDialog />
      <StatusLine />
    </div>
  );
}
