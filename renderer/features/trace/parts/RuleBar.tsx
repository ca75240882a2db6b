import { ServiceKind, TraceMethod } from '#contract/trace.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { CheckMenu } from '../../../ui/Menu.tsx';
import type { TraceSeed } from '../../../workspace/trace-seed.ts';
import { changeRules, toggledMethod, useTrace } from '../store.ts';
import { methodNames, methodTitles, serviceNames } from '../words.ts';
import { InstantField } from './InstantField.tsx';
import { NumberField } from './NumberField.tsx';

/** Methods and where a way ends. */
export function RuleBar({ seed }: { readonly seed: TraceSeed }) {
  const methods = useTrace((s) => s.methods);
  const method = useTrace((s) => s.method);
  const rules = useTrace((s) => s.rules);
  return (
    <div className="trace-rules">
      <fieldset className="segments" aria-label="Method shown">
        {TraceMethod.options.map((one) => (
          <button
            type="button"
            key={one}
            title={methodTitles[one]}
            aria-pressed={one === method}
            disabled={!methods.includes(one)}
            className={cx('segment', one === method && 'is-on')}
            onClick={() => useTrace.setState({ method: one })}
          >
            {methodNames[one]}
          </button>
        ))}
      </fieldset>
      <CheckMenu
        trigger={
          <Button>
            {methods.length === TraceMethod.options.length ? 'All methods' : `${methods.length} methods`}
          </Button>
        }
        options={TraceMethod.options.map((id) => ({ id, label: methodNames[id] }))}
        chosen={methods}
        onChange={(chosen) =>
          useTrace.setState((s) => {
            const toggled = TraceMethod.options.find(
              (one) => s.methods.includes(one) !== chosen.includes(one),
            );
            return chosen.length === 0
              ? { methods: TraceMethod.options }
              : toggled
                ? toggledMethod(s, toggled)
                : {};
          })
        }
      />
      <NumberField
        label="Up to"
        unit="transfers"
        title="A way ends after so many transfers"
        value={rules.maxHops}
        min={1}
        max={20}
        onChange={(value) => changeRules({ maxHops: Math.round(value) })}
      />
      <NumberField
        label="from"
        unit="%"
        title="A transfer that carries a smaller part of the traced amount is not followed"
        value={Number((rules.minShare * 100).toPrecision(9))}
        min={0}
        max={100}
        onChange={(value) => changeRules({ minShare: value / 100 })}
      />
      <InstantField
        label={seed.direction === 'backward' ? 'since' : 'until'}
        value={rules.until}
        empty="no limit"
        onChange={(until) => changeRules({ until })}
      />
      <NumberField
        label="at most"
        unit="balances"
        title="Balances (address and asset) followed, for each method; what goes beyond is reported as not searched"
        value={rules.maxAccounts}
        min={1}
        max={20_000}
        onChange={(value) => changeRules({ maxAccounts: Math.round(value) })}
      />
      <NumberField
        label="of up to"
        unit="transfers each"
        title="Accounts with more transfers pool the money of many and are not walked through"
        value={rules.busyTransfers}
        min={1}
        max={1_000_000}
        onChange={(value) => changeRules({ busyTransfers: Math.round(value) })}
      />
      <CheckMenu
        trigger={
          <Button>
            {rules.stopAt.length === ServiceKind.options.length
              ? 'Stops at all services'
              : `Stops at ${rules.stopAt.length} kinds`}
          </Button>
        }
        options={ServiceKind.options.map((id) => ({ id, label: serviceNames[id] }))}
        chosen={rules.stopAt}
        onChange={(chosen) =>
          changeRules({
            stopAt: ServiceKind.options.filter((kind) => chosen.length === 0 || chosen.includes(kind)),
          })
        }
      />
      <label
        className="inline-field"
        title="Goes on behind a decoded swap of the same transaction, in the other asset"
      >
        <input
          type="checkbox"
          checked={rules.followSwaps}
          onChange={(event) => changeRules({ followSwaps: event.target.checked })}
        />
        through swaps
      </label>
    </div>
  );
}
