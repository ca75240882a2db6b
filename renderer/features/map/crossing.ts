import type { TransferStep } from '#contract/graph.ts';
import type { WhaleMap } from '#contract/replay.ts';
import { shortenAddress } from '../../ui/format.ts';
import { showRows } from '../../workspace/store.ts';

export type Crossing = WhaleMap['crossings'][number];

export const crossingKey = (one: Crossing): string =>
  `${one.address}${one.sentAt}${one.receivedAt}${one.fromChain}${one.toChain}${one.symbol}${one.sent}`;

const sentStep = (one: Crossing): TransferStep => ({
  chain: one.fromChain,
  from: one.address,
  to: one.sentTo,
  asset: one.asset,
  at: one.sentAt,
});
const receivedStep = (one: Crossing): TransferStep => ({
  chain: one.toChain,
  from: one.receivedFrom,
  to: one.address,
  asset: one.receivedAsset,
  at: one.receivedAt,
});

/** Opens what a crossing is stated from: the payment to the bridge and the one from it. */
export const showCrossing = (one: Crossing): void =>
  showRows({
    title: `Crossing of ${shortenAddress(one.address)} from ${one.fromChain} to ${one.toChain}`,
    steps: [sentStep(one), receivedStep(one)],
    framed: false,
  });

/** Opens one of its two payments. */
export const showSide = (one: Crossing, side: 'sent' | 'received'): void =>
  showRows({
    title: `${side === 'sent' ? 'Sent to' : 'Received from'} a bridge by ${shortenAddress(one.address)}`,
    steps: [side === 'sent' ? sentStep(one) : receivedStep(one)],
    framed: false,
  });
