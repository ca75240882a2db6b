/** How another page wants the graph coloured: shares and exact amounts. */
export interface GraphColouring {
  /** What is shown, as a title: `120 ETH traced forward by FIFO`. */
  readonly title: string;
  /** By node id. */
  readonly nodes: Readonly<Record<string, { readonly share: number; readonly amount: string }>>;
  /** By `source>target>asset`. */
  readonly edges: Readonly<Record<string, { readonly amount: string; readonly share: number }>>;
}
