const kept = 12;

/** A file name cut in the middle: exports of one source differ at the end. */
export function FileName({ name, title }: { readonly name: string; readonly title?: string }) {
  const at = Math.max(0, name.length - kept);
  return (
    <span className="file-name" title={title ?? name}>
      <span className="ellipsis">{name.slice(0, at)}</span>
      <span>{name.slice(at)}</span>
    </span>
  );
}
