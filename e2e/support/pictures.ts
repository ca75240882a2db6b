import type { Page } from 'playwright-core';

/**
 * Share of the pixels of two PNGs that differ by more than a shade, 0–1; 1 when their sizes differ.
 * The page compares them, for it can read pictures.
 */
export function differingShare(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async ([first, second]) => {
      const read = async (base64: string): Promise<ImageData> => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d');
        if (!context) throw new Error('The page has no canvas.');
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [one, two] = await Promise.all([read(first ?? ''), read(second ?? '')]);
      if (one.width !== two.width || one.height !== two.height) return 1;
      let differing = 0;
      for (let i = 0; i < one.data.length; i += 4) {
        const apart = Math.max(
          ...[0, 1, 2].map((c) => Math.abs((one.data[i + c] ?? 0) - (two.data[i + c] ?? 0))),
        );
        if (apart > 24) differing++;
      }
      return differing / (one.data.length / 4);
    },
    [a.toString('base64'), b.toString('base64')],
  );
}
