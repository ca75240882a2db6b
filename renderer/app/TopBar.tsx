import { ChevronDown, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Menu } from '../ui/Menu.tsx';
import { leaveCase, openCaseAt, openDemo } from '../workspace/case-actions.ts';
import { appInfo, recentCases } from '../workspace/queries.ts';
import { goTo, setPaletteOpen, useWorkspace } from '../workspace/store.ts';
import { useAnswer } from '../workspace/use-answer.ts';
import { WorkMenu } from './WorkMenu.tsx';

export function TopBar() {
  return (
    <header className="topbar">
      <span className="brand">
        <Mark size={22} />
        <span className="visually-hidden">Spyhop</span>
      </span>
      <CaseMenu />
      <button
        type="button"
        className="topbar-search"
        onClick={() => setPaletteOpen(true)}
        aria-keyshortcuts="Control+K"
      >
        <Search size={13} aria-hidden="true" />
        <span>Search addresses, alerts, files, or run a command</span>
        <KeyCaps keys="Ctrl+k" />
      </button>
      <span className="topbar-end">
        <WorkMenu />
        <OfflineMark />
      </span>
    </header>
  );
}

function CaseMenu() {
  const summary = useWorkspace((s) => s.caseSummary);
  const revision = useWorkspace((s) => s.revision);
  const recent = useAnswer(`recent-${revision}`, recentCases).data ?? [];
  const info = useAnswer('info', appInfo).data;
  const others = recent.filter((c) => c.dir !== summary?.dir && c.exists).slice(0, 6);
  return (
    <Menu
      trigger={
        <button type="button" className="case-button" title={summary?.dir}>
          <span className="case-name">{summary?.title ?? 'No case'}</span>
          <ChevronDown size={13} aria-hidden="true" />
        </button>
      }
      sections={[
        {
          title: summary?.dir,
          items: [
            { id: 'page', label: 'Title, description, exhibits', keys: 'g c', onSelect: () => goTo('case') },
          ],
        },
        ...(others.length > 0
          ? [
              {
                title: 'Recent cases',
                items: others.map((c) => ({
                  id: c.dir,
                  label: c.title,
                  onSelect: () => void openCaseAt(c.dir),
                })),
              },
            ]
          : []),
        {
          items: [
            ...(info?.demoCase
              ? [{ id: 'demo', label: 'Open the demo case', onSelect: () => void openDemo() }]
              : []),
            { id: 'close', label: 'Close this case', onSelect: () => void leaveCase() },
          ],
        },
      ]}
    />
  );
}

function OfflineMark() {
  const [online, setOnline] = useState<boolean | null>(null);
  useEffect(() => {
    appInfo().then(
      (info) => setOnline(info.online),
      () => setOnline(null),
    );
  }, []);
  if (online === null) return <span className="offline" />;
  return (
    <span
      className="offline"
      title={
        online
          ? 'A network source is on'
          : 'Spyhop asks nothing of the network; every answer comes from this machine'
      }
    >
      <span className={online ? 'offline-dot is-online' : 'offline-dot'} aria-hidden="true" />
      {online ? 'online' : 'offline'}
    </span>
  );
}
