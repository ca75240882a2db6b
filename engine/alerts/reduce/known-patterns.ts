import type { KnownPattern } from '#contract/reduction.ts';
import type { Mark, ReducedAlert } from './stage.ts';

const pattern = (
  given: Pick<KnownPattern, 'id' | 'title' | 'reason'> & Partial<KnownPattern>,
): KnownPattern => ({
  detectors: [],
  method: null,
  labels: [],
  share: 0.8,
  effect: 'lowered',
  enabled: true,
  builtIn: true,
  ...given,
});

/** What every case starts with. */
export const builtInPatterns: readonly KnownPattern[] = [
  pattern({
    id: 'exchange-sweeping',
    title: 'Exchange hot-wallet sweeping',
    reason:
      'Most of the evidence are transfers with a labelled exchange, which gathers deposits and pays out all day.',
    detectors: ['flows', 'circular', 'coordination'],
    labels: ['exchange', 'hot_wallet', 'deposit_wallet', 'cex'],
    effect: 'dropped',
  }),
  pattern({
    id: 'validator-rotation',
    title: 'Validator rotation',
    reason: 'Most of the evidence are calls that bond, nominate, delegate or withdraw a stake.',
    method:
      '(^|_)(bond|bond_extra|unbond|rebond|nominate|validate|chill|withdraw_?unbonded|delegate|undelegate|redelegate|stake|unstake|restake)',
  }),
  pattern({
    id: 'vesting-schedule',
    title: 'Vesting schedule',
    reason: 'Most of the evidence are releases of a vesting contract.',
    method: '(vest|release|claim_?vested|releasable)',
    effect: 'dropped',
  }),
  pattern({
    id: 'auction',
    title: 'Auction',
    reason: 'Most of the evidence are bids and settlements of an auction.',
    method: '(bid|auction)',
  }),
  pattern({
    id: 'dex-arbitrage',
    title: 'DEX arbitrage and routing',
    reason: 'Most of the evidence are transfers with labelled exchanges of tokens or their routers.',
    detectors: ['flows', 'circular', 'coordination', 'accounts'],
    labels: ['dex', 'uniswap', 'sushiswap', '1inch', 'curve', 'balancer', 'mev_bot', 'mev-bot'],
  }),
  pattern({
    id: 'airdrop-claim',
    title: 'Airdrop',
    reason: 'Most of the evidence are claims of an airdrop.',
    method: '(airdrop|claim_?tokens|merkle_?claim)',
    detectors: ['flows', 'coordination'],
  }),
];

const share = (
  counts: ReadonlyMap<string, number>,
  total: number,
  fits: (word: string) => boolean,
): number => {
  let sum = 0;
  for (const [word, count] of counts) if (fits(word)) sum += count;
  return total === 0 ? 0 : Math.min(1, sum / total);
};

/** The first pattern that an alert is an instance of. A pattern without any condition fits nothing. */
export function knownPattern(alert: ReducedAlert, patterns: readonly KnownPattern[]): Mark | null {
  const { methods, labels, transfers } = alert.facts;
  for (const known of patterns) {
    if (!known.enabled || (known.method === null && known.labels.length === 0)) continue;
    const { id, family } = alert.detector;
    if (known.detectors.length > 0 && !known.detectors.includes(id) && !known.detectors.includes(family))
      continue;
    const shares: number[] = [];
    if (known.method !== null) {
      const names = new RegExp(known.method, 'i');
      shares.push(share(methods, transfers, (word) => names.test(word)));
    }
    if (known.labels.length > 0)
      shares.push(share(labels, transfers, (word) => known.labels.some((wanted) => wordIn(word, wanted))));
    if (shares.every((part) => part >= known.share))
      return {
        stage: 'known-pattern',
        effect: known.effect,
        reason: `${known.title}: ${known.reason} (${Math.round(Math.min(...shares) * 100)} % of ${transfers} transfers)`,
      };
  }
  return null;
}

const wordIn = (label: string, wanted: string): boolean =>
  label === wanted.toLowerCase() || label.split(/[^a-z0-9_-]+/).includes(wanted.toLowerCase());

const contexts: readonly { title: string; labels: readonly string[]; method: RegExp }[] = [
  {
    title: 'staking',
    labels: ['staking', 'validator', 'lido', 'rocket-pool'],
    method: /stak|nominat|validator/i,
  },
  { title: 'governance', labels: ['governance', 'dao'], method: /vote|propos|delegate_?by|govern/i },
  { title: 'a crowdloan', labels: ['crowdloan'], method: /crowdloan|contribute/i },
  {
    title: 'lending',
    labels: ['defi_lending', 'lending', 'aave', 'compound', 'maker'],
    method: /borrow|repay|supply|redeem|liquidat/i,
  },
];
const CONTEXT_SHARE = 0.6;

/** Lowers what mostly deals with staking, governance, crowdloans or lending. */
export function inContext(alert: ReducedAlert): Mark | null {
  const { methods, labels, transfers } = alert.facts;
  for (const { title, labels: wanted, method } of contexts) {
    const part = Math.max(
      share(methods, transfers, (word) => method.test(word)),
      share(labels, transfers, (word) => wanted.some((each) => wordIn(word, each))),
    );
    if (part >= CONTEXT_SHARE)
      return {
        stage: 'context',
        effect: 'lowered',
        reason: `${Math.round(part * 100)} % of the evidence deals with ${title}, where such patterns are ordinary.`,
      };
  }
  return null;
}
