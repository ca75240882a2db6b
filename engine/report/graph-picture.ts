import type { GraphSlice } from '#contract/graph.ts';
import { short } from '../detectors/define.ts';
import type { ReportPicture } from './blocks.ts';

const WIDTH = 515;
const TALL = 220;
const FLAT = 70;
const SHOWN = 14;

const entities = (text: string): string => text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);

/**
 * An alert's addresses and what moved between them, as a vector drawing that reads in black and white: the subject in the
 * middle, the others around it in a fixed order, arrows from sender to receiver, thicker for more transfers.
 */
export function graphPicture(slice: GraphSlice): { picture: ReportPicture; caption: string } | null {
  const centre = slice.nodes.find((node) => node.id === slice.centre) ?? slice.nodes[0];
  if (!centre) return null;
  const weight = (id: string) =>
    slice.edges
      .filter((edge) => edge.source === id || edge.target === id)
      .reduce((sum, edge) => sum + edge.count, 0);
  const others = slice.nodes
    .filter((node) => node.id !== centre.id)
    .sort((a, b) => weight(b.id) - weight(a.id) || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN);
  const HEIGHT = others.length <= 2 ? FLAT : TALL;
  const turn = others.length <= 2 ? 0 : -Math.PI / 2;
  const place = new Map<string, { x: number; y: number }>([[centre.id, { x: WIDTH / 2, y: HEIGHT / 2 }]]);
  for (const [index, node] of others.entries()) {
    const angle = (2 * Math.PI * index) / others.length + turn;
    place.set(node.id, {
      x: Math.round((WIDTH / 2 + Math.cos(angle) * (WIDTH / 2 - 75)) * 10) / 10,
      y: Math.round((HEIGHT / 2 + Math.sin(angle) * (HEIGHT / 2 - 24)) * 10) / 10,
    });
  }
  const pairs = new Map<string, { from: string; to: string; count: number }>();
  for (const edge of slice.edges) {
    if (!place.has(edge.source) || !place.has(edge.target) || edge.source === edge.target) continue;
    const key = `${edge.source}>${edge.target}`;
    const pair = pairs.get(key) ?? { from: edge.source, to: edge.target, count: 0 };
    pair.count += edge.count;
    pairs.set(key, pair);
  }
  const most = Math.max(1, ...[...pairs.values()].map((pair) => pair.count));
  const lines = [...pairs.values()].map(({ from, to, count }) => {
    const a = place.get(from)!;
    const b = place.get(to)!;
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const end = { x: b.x - ux * 9, y: b.y - uy * 9 };
    const start = { x: a.x + ux * 8, y: a.y + uy * 8 };
    const width = 0.6 + 2 * (Math.log1p(count) / Math.log1p(most));
    const wing = { x: end.x - ux * 7, y: end.y - uy * 7 };
    const points = [
      `${f(end.x)},${f(end.y)}`,
      `${f(wing.x - uy * 3)},${f(wing.y + ux * 3)}`,
      `${f(wing.x + uy * 3)},${f(wing.y - ux * 3)}`,
    ].join(' ');
    return `<line x1="${f(start.x)}" y1="${f(start.y)}" x2="${f(wing.x)}" y2="${f(wing.y)}" stroke="#5b6b73" stroke-width="${f(width)}"/><polygon points="${points}" fill="#5b6b73"/>`;
  });
  const dots = [centre, ...others].map((node) => {
    const { x, y } = place.get(node.id)!;
    const subject = node.id === centre.id;
    const label = node.tags[0]
      ? `${node.tags[0].label.slice(0, 24)} (${short(node.address)})`
      : short(node.address);
    return `<circle cx="${f(x)}" cy="${f(y)}" r="${subject ? 7 : 5}" fill="${subject ? '#0e3a4a' : '#ffffff'}" stroke="#0e3a4a" stroke-width="1.2"/><text x="${f(x)}" y="${f(y + (y > HEIGHT / 2 || subject ? 17 : -9))}" font-size="7" text-anchor="middle" fill="#10202a">${entities(label)}</text>`;
  });
  const drawn = others.length + 1;
  return {
    picture: {
      type: 'svg',
      width: WIDTH,
      height: HEIGHT,
      svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${lines.join('')}${dots.join('')}</svg>`,
    },
    caption: `${drawn} of ${slice.total} addresses of this alert, with all imported transfers among them. Filled: the subject. Thicker: more transfers.`,
  };
}

const f = (value: number): string => String(Math.round(value * 10) / 10);
