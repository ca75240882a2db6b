import type { Behaviour } from '#contract/whales.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { behaviourName } from '../words.ts';

/** The class whose rule holds, why, and what else holds. */
export function BehaviourPanel({ behaviour }: { readonly behaviour: Behaviour }) {
  return (
    <Panel title="Behaviour" note="by stated rules over the rows of this span">
      <div className="panel-body">
        <p className="whale-class">{behaviourName(behaviour.class)}</p>
        <ul className="whale-reasons">
          {behaviour.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {behaviour.also.map((one) => (
          <div key={one.class}>
            <p>
              Also holds: <strong>{behaviourName(one.class)}</strong>
            </p>
            <ul className="whale-reasons">
              {one.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </div>
        ))}
        <details className="whale-more">
          <summary>Thresholds of the rules</summary>
          <dl className="facts">
            {behaviour.thresholds.map(({ name, value, unit }) => (
              <div key={name} className="facts-row">
                <dt>{name}</dt>
                <dd>
                  {value} {unit}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </Panel>
  );
}
