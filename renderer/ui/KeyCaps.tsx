import { keyCaps } from '../workspace/keyboard.ts';

/** The keys of a command, as printed on the caps. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <span className="keycaps" aria-hidden="true">
      {keyCaps(keys).map((cap, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may name the same key twice
        <kbd key={index}>{cap}</kbd>
      ))}
    </span>
  );
}
