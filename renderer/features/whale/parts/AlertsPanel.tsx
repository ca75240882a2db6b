import type { Profile } from '#contract/whales.ts';
import { shownOf } from '../../../ui/format.ts';
import { PriorityMark } from '../../../ui/marks.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Time } from '../../../ui/Time.tsx';
import { select, showAlertsOf } from '../../../workspace/store.ts';
import { alertSubjectOf } from '../entity.ts';

/** Alerts that name it, each opening in the inspector. */
export function AlertsPanel({ profile }: { readonly profile: Profile }) {
  const { alerts, alertsTotal, node, entity } = profile;
  return (
    <Panel
      title="Alerts"
      note={
        alertsTotal > 0 && (
          <button
            type="button"
            className="number-link"
            onClick={() => showAlertsOf(alertSubjectOf(node), entity?.name)}
          >
            {shownOf(alerts.length, alertsTotal, 'alert')}
          </button>
        )
      }
    >
      {alerts.length === 0 ? (
        <p className="panel-empty">
          No alert in this span names {entity ? 'any of its addresses' : 'it'}. The detectors run on the page
          Alerts.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled list must be reachable by keys
        <section className="whale-list" tabIndex={0} aria-label="Alerts that name it">
          <ul>
            {alerts.map((alert) => (
              <li key={alert.id}>
                <button
                  type="button"
                  title={alert.explanation}
                  onClick={() => select({ kind: 'alert', id: alert.id })}
                >
                  <PriorityMark priority={alert.priority} />
                  <span className="ellipsis">{alert.title}</span>
                  <span className="muted">
                    <Time at={alert.start} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Panel>
  );
}
