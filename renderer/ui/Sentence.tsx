/** A sentence whose shortened addresses stay in one piece and stand out as what they are. */
export function Sentence({ text }: { readonly text: string }) {
  return text.split(/(\b[0-9A-Za-z]{4,8}…[0-9A-Za-z]{4,6}\b)/).map((piece, i) =>
    piece.includes('…') && i % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one unchanging text
      <span key={i} className="mono nowrap">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}
