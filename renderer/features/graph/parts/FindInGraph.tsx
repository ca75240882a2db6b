import { type RefObject, useMemo, useState } from 'react';
import type { DrawnNode } from '../../../graph/drawing.ts';
import type { GraphCanvas } from '../../../graph/graph-canvas.ts';
import { formatCount } from '../../../ui/format.ts';
import { SearchField } from '../../../ui/SearchField.tsx';
import { useDrawn } from '../drawn.ts';
import { pickAll, useGraph } from '../store.ts';

/** Drawn nodes whose address, label, category, group or note holds every word. */
export function nodesMatching(
  nodes: readonly DrawnNode[],
  notes: Readonly<Record<string, string>>,
  text: string,
): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return nodes
    .filter((node) => {
      const whole = [
        node.name,
        ...node.members,
        ...node.tags.flatMap((t) => [t.label, t.category]),
        notes[node.id] ?? '',
      ]
        .join(' ')
        .toLowerCase();
      return words.every((word) => whole.includes(word));
    })
    .map((node) => node.id);
}

/** Searches what is drawn; Enter goes from one to the next. */
export function FindInGraph({ canvas }: { readonly canvas: RefObject<GraphCanvas | null> }) {
  const nodes = useDrawn((s) => s.drawing.nodes);
  const notes = useGraph((s) => s.view.notes);
  const text = useGraph((s) => s.find);
  const found = useMemo(() => nodesMatching(nodes, notes, text), [nodes, notes, text]);
  const [next, setNext] = useState(0);
  return (
    <form
      className="graph-find"
      onSubmit={(event) => {
        event.preventDefault();
        const id = found[next % Math.max(1, found.length)];
        if (id === undefined) return;
        useGraph.setState({ at: id, picked: [] });
        canvas.current?.reveal(id);
        setNext((n) => n + 1);
      }}
    >
      <SearchField
        value={text}
        onChange={(find) => {
          useGraph.setState({ find });
          setNext(0);
        }}
        label="Find in the graph"
        placeholder="Find in the graph"
      />
      {text.trim() !== '' && (
        <button type="button" className="link" disabled={found.length === 0} onClick={() => pickAll(found)}>
          {found.length === 0 ? 'none' : `choose ${formatCount(found.length)}`}
        </button>
      )}
    </form>
  );
}
