import { assetName } from '../words.ts';

/** An asset by its symbol; with its chain, where the subject is on several. */
export function AssetCell({
  of,
  chains,
}: {
  readonly of: { readonly chain: string; readonly asset: string; readonly symbol: string | null };
  /** How many chains the subject is on. */
  readonly chains: number;
}) {
  return (
    <>
      {assetName(of)}
      {chains > 1 && <span className="muted"> {of.chain}</span>}
    </>
  );
}
