/** How another page wants the graph coloured: shares by node, amounts by flow. */
export interface GraphColouring {
  /** What is shown, as a title: `Trace of 120 ETH, FIFO`. */
  readonly title: string;
  /** Node id → share of the whole, 0–1. */
  readonly nodes: Readonly<Record<string, number>>;
  /** Flow id as the engine names it → what to write on it. */
  readonly edges: Readonly<Record<string, string>>;
}

/** What a trace starts from. */
export interface TraceSeed {
  readonly chain: string;
  readonly address: string;
  readonly asset: string | null;
}
