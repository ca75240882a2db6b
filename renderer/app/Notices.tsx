import { X } from 'lucide-react';
import { useEffect } from 'react';
import { cx } from '../ui/class-names.ts';
import { dismissNotice, type Notice, useWorkspace } from '../workspace/store.ts';

const shownMs = 5000;

/** Short statements of what just happened; problems stay until they are dismissed. */
export function Notices() {
  const notices = useWorkspace((s) => s.notices);
  return (
    <div className="notices" aria-live="polite" role="status">
      {notices.map((notice) => (
        <NoticeView key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeView({ notice }: { readonly notice: Notice }) {
  const { id, tone, action } = notice;
  useEffect(() => {
    if (tone === 'problem') return;
    const timer = setTimeout(() => dismissNotice(id), action ? 2 * shownMs : shownMs);
    return () => clearTimeout(timer);
  }, [id, tone, action]);
  return (
    <div className={cx('notice', tone === 'problem' && 'notice-problem')}>
      <p>{notice.text}</p>
      {action && (
        <button
          type="button"
          className="button button-quiet"
          onClick={() => {
            dismissNotice(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="copy" aria-label="Dismiss" onClick={() => dismissNotice(id)}>
        <X size={12} />
      </button>
    </div>
  );
}
