import type { Drawing } from '../../graph/drawing.ts';
import { type Selection, splitNodeId } from '../../workspace/selection.ts';

export const severalId = 'several';

/** What the inspector shows for what is chosen in the graph. */
export function selectionOf(drawing: Drawing, chosen: readonly string[]): Selection | null {
  if (chosen.length === 0) return null;
  if (chosen.length > 1) return { kind: 'drawn', id: severalId };
  const id = chosen[0] ?? '';
  const node = drawing.nodes.find((n) => n.id === id);
  if (node) {
    return node.kind === 'group'
      ? { kind: 'drawn', id }
      : { kind: 'address', ...splitNodeId(node.members[0] ?? node.id) };
  }
  const edge = drawing.edges.find((e) => e.id === id);
  if (!edge) return null;
  const [only] = edge.parts;
  if (edge.parts.length > 1 || !only || only.source.includes('@') || only.target.includes('@'))
    return { kind: 'drawn', id };
  const { chain, address } = splitNodeId(only.source);
  return { kind: 'edge', chain, from: address, to: splitNodeId(only.target).address, asset: only.asset };
}

/** What a selection made elsewhere chooses in the graph; null when it is not drawn. */
export function drawnOf(drawing: Drawing, selection: Selection): string | null {
  if (selection.kind === 'drawn') return null;
  if (selection.kind === 'address') {
    const id = `${selection.chain}:${selection.address}`;
    return (
      (drawing.nodes.find((n) => n.id === id) ?? drawing.nodes.find((n) => n.members.includes(id)))?.id ??
      null
    );
  }
  if (selection.kind === 'edge') {
    const source = `${selection.chain}:${selection.from}`;
    const target = `${selection.chain}:${selection.to}`;
    return (
      drawing.edges.find((e) =>
        e.parts.some((p) => p.source === source && p.target === target && p.asset === selection.asset),
      )?.id ?? null
    );
  }
  return null;
}
