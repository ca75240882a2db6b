import type { ReportPicture } from '../blocks.ts';

/** A frozen picture with its own size; null where the file does not say how large it is. */
export function pictureOf(type: 'image/png' | 'image/svg+xml', bytes: Buffer): ReportPicture | null {
  return type === 'image/png' ? pngOf(bytes) : svgOf(bytes.toString('utf8'));
}

/** Width and height stand at fixed places of the first chunk (PNG specification, 11.2.2). */
function pngOf(png: Buffer): ReportPicture | null {
  if (png.length < 24 || png.toString('latin1', 12, 16) !== 'IHDR') return null;
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return width > 0 && height > 0 ? { type: 'png', png, width, height } : null;
}

function svgOf(svg: string): ReportPicture | null {
  const tag = /<svg\b[^>]*>/i.exec(svg)?.[0] ?? '';
  const number = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)(?:px)?"`).exec(tag)?.[1]);
  const box = /\sviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(tag);
  const width = number('width') || Number(box?.[1]);
  const height = number('height') || Number(box?.[2]);
  return width > 0 && height > 0 ? { type: 'svg', svg, width, height } : null;
}
