import type { WorkDocument } from '#contract/case-work.ts';
import { Button } from '../../../ui/Button.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { useAnswer } from '../../../workspace/use-answer.ts';
import { historyOf } from '../queries.ts';

/** How a document came about: who saved what, and when. */
export function Versions({ document }: { readonly document: WorkDocument }) {
  return (
    <Popover label="Versions" trigger={<Button variant="quiet">Version {document.version}</Button>}>
      <VersionList document={document} />
    </Popover>
  );
}

function VersionList({ document: { id, content, version } }: { readonly document: WorkDocument }) {
  const answer = useAnswer(`history-${id}-${version}`, () => historyOf({ kind: content.kind, id }));
  if (!answer.data) return <Skeleton lines={3} />;
  return (
    <ol className="version-list">
      {answer.data.map(({ seq, at, by, action }) => (
        <li key={seq}>
          <Time at={at} /> <b>{action.replaceAll('-', ' ')}</b> by {by || 'unnamed'}
          <span className="muted"> journal {seq}</span>
        </li>
      ))}
    </ol>
  );
}
