/** Statistics of an account against its own past: a planted flow of money breaks them as well. */
export const AGAINST_PAST = [
  'balance-change',
  'balance-robust',
  'burst',
  'sequence',
  'dormant-awakening',
] as const;
/** Opinions of models: right on whoever takes part in anything planted. Reported apart. */
export const OPINIONS = ['isolation-forest', 'autoencoder', 'sequence-model'] as const;
export const COORDINATION = [
  'temporal-coordination',
  'volume-coordination',
  'destination-coordination',
  'sequential-coordination',
] as const;
/** Money that moves on from account to account. */
export const PASSING_ON = ['rapid-pass-through', 'layered', 'peel-chain', 'sequential-coordination'] as const;
/** One account with many others around it. */
export const STARS = ['fan-in', 'fan-out', 'gather-scatter', 'hub-and-spoke'] as const;
/** Tests of a whole series of amounts: a series that fails one often fails another. */
export const SERIES = ['benford', 'round-amounts', 'trade-size-clustering'] as const;
/** Small closed groups: one shape contains another. */
export const CLOSED = ['direct-cycle', 'ring', 'dense-cluster'] as const;
