import { Fragment, type ReactNode } from 'react';

type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: string[] };

/** Headings, paragraphs and lists: what detector and model cards are written in. */
export function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of text.split(/\n\s*\n|\n(?=#)/)) {
    const lines = chunk.trim().split('\n');
    const first = lines[0] ?? '';
    if (first.startsWith('#')) {
      blocks.push({ kind: 'heading', text: first.replace(/^#+\s*/, '') });
      lines.shift();
    }
    const rest = lines.join('\n').trim();
    if (!rest) continue;
    if (/^[-*] /.test(rest)) {
      blocks.push({
        kind: 'list',
        items: rest.split(/\n(?=[-*] )/).map((item) => item.replace(/^[-*] /, '').replace(/\s+/g, ' ')),
      });
    } else blocks.push({ kind: 'text', text: rest.replace(/\s+/g, ' ') });
  }
  return blocks;
}

function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((piece, i) => {
    const key = i;
    if (piece.startsWith('`')) return <code key={key}>{piece.slice(1, -1)}</code>;
    if (piece.startsWith('**')) return <b key={key}>{piece.slice(2, -2)}</b>;
    return <Fragment key={key}>{piece}</Fragment>;
  });
}

export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="markdown">
      {parseBlocks(text).map((block, i) => {
        const key = i;
        if (block.kind === 'heading') return <h3 key={key}>{inline(block.text)}</h3>;
        if (block.kind === 'text') return <p key={key}>{inline(block.text)}</p>;
        return (
          <ul key={key}>
            {block.items.map((item) => (
              <li key={item}>{inline(item)}</li>
            ))}
          </ul>
        );
      })}
    </div>
  );
}
