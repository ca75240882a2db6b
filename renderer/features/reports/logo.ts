import type { HouseStyle } from '#contract/reports.ts';
import { base64Of } from '../../ui/base64.ts';

const MOST = 2_000_000;

/** Reads a picture from disk as a logo. @throws Error with a sentence for the user. */
export async function readLogo(file: File): Promise<NonNullable<HouseStyle['logo']>> {
  if (file.size > MOST) throw new Error(`${file.name} is larger than 2 MB. Choose a smaller picture.`);
  if (file.type === 'image/svg+xml') return { type: 'image/svg+xml', text: await file.text() };
  if (file.type !== 'image/png') throw new Error(`${file.name} is neither PNG nor SVG. Choose one that is.`);
  return { type: 'image/png', base64: await base64Of(file) };
}
