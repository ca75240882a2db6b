import type { Block, ReportDocument } from '../blocks.ts';

/** A report as JSON: the frame and its blocks in order; pictures as text or base64. */
export const renderJson = ({ frame, blocks }: ReportDocument): string =>
  `${JSON.stringify({ frame, blocks: blocks.map(plain) }, null, 1)}\n`;

function plain(block: Block): unknown {
  if (block.type === 'together') return { ...block, blocks: block.blocks.map(plain) };
  if (block.type !== 'picture' || block.picture.type === 'svg') return block;
  const { png, ...size } = block.picture;
  return { ...block, picture: { ...size, base64: png.toString('base64') } };
}
