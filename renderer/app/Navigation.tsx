import { cx } from '../ui/class-names.ts';
import { Hint } from '../ui/Hint.tsx';
import { goTo, useWorkspace } from '../workspace/store.ts';
import { features } from './features.ts';

export function Navigation() {
  const page = useWorkspace((s) => s.page);
  return (
    <nav className="nav" aria-label="Pages">
      {features.map((feature) => (
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
          </button>
        </Hint>
      ))}
    </nav>
  );
}
