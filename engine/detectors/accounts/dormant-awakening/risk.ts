/** What is known of an awakening; null where it cannot be known. */
export interface Traits {
  readonly silentDays: number;
  readonly volumeFactor: number | null;
  /** Whether the volume lies well outside all days seen before. */
  readonly unseen: boolean;
  readonly movedShare: number | null;
  readonly frequencyFactor: number | null;
  readonly newShare: number;
  readonly newMethods: boolean;
  /** Labelled as mixer, sanctioned or fraudulent. */
  readonly grave: boolean;
  readonly exchange: boolean;
  /** Most receivers, exchanges aside, are accounts first seen shortly before. */
  readonly newAccounts: boolean;
  readonly kind: 'liquidation' | 'testing' | 'distribution' | 'consolidation' | 'movement';
  readonly regular: boolean;
  readonly rapid: boolean;
}

/** Points by part, in the order in which they are shown; their sum, at most 100, is the risk. */
export function riskParts(traits: Traits, newShare: number): { part: string; points: number }[] {
  const { silentDays, volumeFactor, movedShare } = traits;
  const leap = volumeFactor !== null && traits.unseen && (volumeFactor > 10 || volumeFactor < 0.1);
  return [
    {
      part: 'silence',
      points: silentDays >= 365 ? 25 : silentDays >= 180 ? 20 : silentDays >= 90 ? 15 : 10,
    },
    { part: 'volume', points: leap ? 15 : (movedShare ?? 0) >= 0.5 ? 10 : 0 },
    { part: 'frequency', points: (traits.frequencyFactor ?? 0) >= 5 ? 10 : 0 },
    { part: 'counterparties', points: traits.newShare > newShare ? 10 : 0 },
    { part: 'new kinds of transaction', points: traits.newMethods ? 5 : 0 },
    {
      part: 'destinations',
      points: traits.grave ? 30 : (traits.exchange ? 10 : 0) + (traits.newAccounts ? 10 : 0),
    },
    {
      part: 'kind',
      // a single sale of a sum that nothing is known to compare with is no class of its own
      points:
        volumeFactor === null && movedShare === null && traits.kind !== 'distribution'
          ? 0
          : { liquidation: 10, distribution: 10, consolidation: 5, testing: 5, movement: 0 }[traits.kind],
    },
    { part: 'pace', points: traits.regular || traits.rapid ? 10 : 0 },
  ];
}
