import type { WhaleMap } from '#contract/replay.ts';
import { Amount } from '../../../ui/Amount.tsx';
import { formatCount, formatTime, shortenAddress, shownOf } from '../../../ui/format.ts';
import { select } from '../../../workspace/store.ts';
import { type Crossing, crossingKey, showCrossing, showSide } from '../crossing.ts';

/** The crossings of the stretch as a table, each leading to its rows. */
export function Crossings({ map }: { readonly map: WhaleMap }) {
  if (map.crossings.length === 0)
    return (
      <p className="muted map-none">
        {map.lanes.length < 2
          ? 'Rows of one chain alone lie in this stretch: nothing in them crosses to another.'
          : 'No bridge crossing is stated by the rows of this stretch.'}{' '}
        A crossing is stated only where one address pays a labelled bridge on one chain and is paid by a
        labelled bridge on another within six hours, in assets of one symbol.
      </p>
    );
  return (
    <div className="lane-crossings">
      <h3>
        Bridge crossings{' '}
        <span className="muted">{shownOf(map.crossings.length, map.crossingsTotal, 'crossing')}</span>
      </h3>
      <table className="positions">
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">From</th>
            <th scope="col">Sent</th>
            <th scope="col">To</th>
            <th scope="col">Received</th>
            <th scope="col">Rows</th>
          </tr>
        </thead>
        <tbody>
          {map.crossings.map((one) => (
            <tr key={crossingKey(one)}>
              <th scope="row">
                <button
                  type="button"
                  className="address-link mono"
                  title={one.address}
                  onClick={() => select({ kind: 'address', chain: one.fromChain, address: one.address })}
                >
                  {shortenAddress(one.address)}
                </button>
              </th>
              <td>
                {one.fromChain} {formatTime(one.sentAt)}
              </td>
              <td>
                <RowsLink crossing={one} side="sent" />
              </td>
              <td>
                {one.toChain} {formatTime(one.receivedAt)}
              </td>
              <td>
                <RowsLink crossing={one} side="received" />
              </td>
              <td>
                <button
                  type="button"
                  className="number-link"
                  aria-label={`Both rows of the crossing of ${shortenAddress(one.address)}`}
                  onClick={() => showCrossing(one)}
                >
                  both
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {map.crossingsTotal > map.crossings.length && (
        <p className="muted">
          {formatCount(map.crossingsTotal - map.crossings.length)} more are not listed; show more above or
          choose a shorter stretch.
        </p>
      )}
    </div>
  );
}

function RowsLink({ crossing, side }: { readonly crossing: Crossing; readonly side: 'sent' | 'received' }) {
  return (
    <button type="button" className="number-link" onClick={() => showSide(crossing, side)}>
      <Amount value={crossing[side]} unit={crossing.symbol} />
    </button>
  );
}
