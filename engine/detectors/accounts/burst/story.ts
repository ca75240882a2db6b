import { type Ledger, MOVES, SERVICE, TOP_LEVEL, type Walk } from '../../define.ts';

const BRIDGE_METHOD =
  /bridge|cross.?chain|send.?message|deposit.?for.?burn|transfer.?remote|send.?to.?(eth|l1|l2|chain)|outbound.?transfer/i;
const BRIDGE_NAME =
  /bridge|wormhole|stargate|hop protocol|across|synapse|celer|multichain|allbridge|connext|nomad|layerzero|axelar|debridge/i;

/** What carries a message to another chain: methods by number, and accounts labelled as bridges. */
export interface Bridges {
  readonly methods: Uint8Array;
  readonly accounts: ReadonlySet<number>;
}

export async function bridgesOf(walk: Walk): Promise<Bridges> {
  const labels = await walk.labels(SERVICE);
  return {
    methods: Uint8Array.from(walk.ledger.columns.methods, (name) => (BRIDGE_METHOD.test(name) ? 1 : 0)),
    accounts: new Set(labels.filter(({ label }) => BRIDGE_NAME.test(label)).map(({ account }) => account)),
  };
}

/**
 * All an account did and received, in time order: what it sent, failed attempts included, and the value that
 * reached it. Transfers of nothing that others' contracts write in its name are left out. Buffers are used again.
 */
export class Story {
  rows = new Int32Array(256);
  count = 0;
  /** Acts up to, not including, each row: rows of one transaction are one act. */
  acts = new Int32Array(257);
  /** Sums up to, not including, each row. */
  value = new Float64Array(257);
  gas = new Float64Array(257);
  messages = new Int32Array(257);
  /** Whether the value is in dollars; else in units of the asset it moved most often. */
  dollars = true;
  asset = -1;
  readonly #ledger: Ledger;
  readonly #bridges: Bridges;
  readonly #assetCounts: Int32Array;

  constructor(ledger: Ledger, bridges: Bridges) {
    this.#ledger = ledger;
    this.#bridges = bridges;
    this.#assetCounts = new Int32Array(ledger.columns.assets.length);
  }

  /** Reads the rows alone. */
  read(account: number): void {
    const { acts, in: into } = this.#ledger;
    const { from, to, kind } = this.#ledger.columns;
    const most =
      acts.start[account + 1]! - acts.start[account]! + into.start[account + 1]! - into.start[account]!;
    if (most >= this.rows.length) this.#grow(2 * most);
    let sent = acts.start[account]!;
    let got = into.start[account]!;
    const sentEnd = acts.start[account + 1]!;
    const gotEnd = into.start[account + 1]!;
    let count = 0;
    while (sent < sentEnd || got < gotEnd) {
      const own = sent < sentEnd ? acts.rows[sent]! : Number.POSITIVE_INFINITY;
      const others = got < gotEnd ? into.rows[got]! : Number.POSITIVE_INFINITY;
      if (own < others) {
        sent += 1;
        if (from[own] === to[own] || (kind[own]! & (MOVES | TOP_LEVEL)) === 0) continue;
        this.rows[count] = own;
      } else {
        got += 1;
        this.rows[count] = others;
      }
      count += 1;
    }
    this.count = count;
  }

  /** Works out the running sums of the rows read. */
  sum(account: number): void {
    const { asset, usd, amount, kind, gas, method, from, to, tx } = this.#ledger.columns;
    let moves = 0;
    let priced = 0;
    let commonest = -1;
    for (let at = 0; at < this.count; at += 1) {
      const row = this.rows[at]!;
      if ((kind[row]! & MOVES) === 0) continue;
      moves += 1;
      if (!Number.isNaN(usd[row]!)) priced += 1;
      const of = asset[row]!;
      if (of < 0) continue;
      this.#assetCounts[of]! += 1;
      const lead = commonest < 0 ? 0 : this.#assetCounts[commonest]!;
      if (this.#assetCounts[of]! > lead || (this.#assetCounts[of] === lead && of < commonest)) commonest = of;
    }
    for (let at = 0; at < this.count; at += 1) {
      const of = asset[this.rows[at]!]!;
      if (of >= 0) this.#assetCounts[of] = 0;
    }
    this.dollars = priced >= 0.9 * moves;
    this.asset = commonest;
    for (let at = 0; at < this.count; at += 1) {
      const row = this.rows[at]!;
      const moved = (kind[row]! & MOVES) !== 0;
      const known = this.dollars ? usd[row]! : asset[row] === commonest ? amount[row]! : 0;
      const own = from[row] === account;
      const first = at === 0 || tx[row] !== tx[this.rows[at - 1]!];
      this.acts[at + 1] = this.acts[at]! + (first ? 1 : 0);
      this.value[at + 1] = this.value[at]! + (moved && known > 0 ? known : 0);
      this.gas[at + 1] = this.gas[at]! + (own && gas[row]! > 0 ? gas[row]! : 0);
      const message =
        own && (this.#bridges.methods[method[row]!] === 1 || this.#bridges.accounts.has(to[row]!));
      this.messages[at + 1] = this.messages[at]! + (message ? 1 : 0);
    }
  }

  #grow(size: number): void {
    this.rows = new Int32Array(size);
    this.acts = new Int32Array(size + 1);
    this.value = new Float64Array(size + 1);
    this.gas = new Float64Array(size + 1);
    this.messages = new Int32Array(size + 1);
  }
}
