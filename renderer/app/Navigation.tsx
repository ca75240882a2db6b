import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { Hint } from '../ui/Hint.tsx';
import { goTo, useWorkspace } from '../workspace/store.ts';
import { features } from './features.ts';

export function Navigation() {
  const page = useWorkspace((s) => s.page);
  const counts = useWorkspace((s) => s.caseSummary?.counts);
  const badge: Partial<Record<string, number>> = {
    data: counts?.datasets,
    alerts: counts?.alerts,
    accounts: counts?.addresses,
    case: counts?.included,
  };
  return (
    <nav className="nav" aria-label="Pages">
      {features.map((feature) => {
        const count = badge[feature.id] ?? 0;
        return (
          <Hint key={feature.id} text={feature.title} keys={`g ${feature.letter}`} side="right">
            <button
              type="button"
              className={cx(
                'nav-item',
                feature.id === page && 'is-on',
                feature.id === 'settings' && 'nav-last',
              )}
              aria-current={feature.id === page ? 'page' : undefined}
              aria-keyshortcuts={`g ${feature.letter}`}
              onClick={() => goTo(feature.id)}
            >
              <feature.icon size={17} strokeWidth={1.6} aria-hidden="true" />
              <span className="nav-title">{feature.title}</span>
              {count > 0 && <span className="nav-count">{compact(count)}</span>}
            </button>
          </Hint>
        );
      })}
    </nav>
  );
}

const compact = (count: number): string => {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)}M`;
  if (count >= 1e4) return `${Math.round(count / 1e3)}k`;
  return formatCount(count);
};
