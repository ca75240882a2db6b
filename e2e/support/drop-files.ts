import type { Locator } from 'playwright-core';

/**
 * Drops real files or folders on an element, as a trusted event of the browser itself.
 * @param paths absolute
 */
export async function dropFiles(target: Locator, paths: readonly string[]): Promise<void> {
  const page = target.page();
  const box = await target.boundingBox();
  if (!box) throw new Error('The element to drop on is not on screen.');
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', {
        type,
        ...point,
        data: { items: [], files: [...paths], dragOperationsMask: 1 },
      });
    }
  } finally {
    await session.detach();
  }
}
