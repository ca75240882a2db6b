import type { Profile } from '#contract/whales.ts';
import { countOf, formatCount, formatDay, shownOf } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { showRowsOf } from './rows-of.ts';

/** Spells of thirty days or more without a transfer; the day that ended one opens its rows. */
export function Dormancy({ profile }: { readonly profile: Profile }) {
  const { dormancy, dormancyTotal, node } = profile;
  return (
    <Panel
      title="Dormancy"
      note={
        dormancyTotal > 0
          ? `${shownOf(dormancy.length, dormancyTotal, 'spell')} of 30 days or more, longest first`
          : undefined
      }
    >
      {dormancy.length === 0 ? (
        <p className="panel-empty">No 30 days in this span pass without a transfer.</p>
      ) : (
        <ul className="panel-body whale-spells">
          {dormancy.map((spell) => (
            <li key={spell.from}>
              <span className="amount">{countOf(spell.days, 'day')}</span>
              <span className="muted">
                {formatDay(spell.from)} to {formatDay(spell.to)}
              </span>
              {spell.ended ? (
                <button
                  type="button"
                  className="link"
                  onClick={() =>
                    showRowsOf(node, `After ${formatCount(spell.days)} days: transfers`, {
                      from: spell.to,
                      to: spell.to,
                    })
                  }
                >
                  what ended it
                </button>
              ) : (
                <span>not ended</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
