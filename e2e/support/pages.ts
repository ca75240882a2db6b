import type { Locator, Page } from 'playwright-core';

/** The pages as a user names them, with the letter after `g`. */
export const PAGES = {
  data: 'd',
  alerts: 'a',
  graph: 'g',
  trace: 't',
  accounts: 'u',
  whale: 'w',
  board: 'b',
  map: 'm',
  case: 'c',
  reports: 'r',
  settings: 's',
} as const;
export type PageName = keyof typeof PAGES;

/** Goes to a page as an expert does, by two keys. */
export async function goTo(page: Page, name: PageName): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(PAGES[name]);
  await page.locator('.nav-item.is-on', { hasText: new RegExp(`^${name}$`, 'i') }).waitFor();
}

/** Waits until the window shows a case. */
export async function opened(page: Page): Promise<void> {
  await page.locator('.frame').waitFor();
  await page.waitForLoadState('networkidle');
}

/** The first rows of the main table, once they are there. */
export async function tableRows(page: Page, label: RegExp | string): Promise<Locator> {
  const rows = page.getByRole('grid', { name: label }).locator('.table-body [role="row"]');
  await rows.first().waitFor();
  return rows;
}

/** `12 of 740 counterparties shown` as numbers. */
export async function counterpartiesShown(page: Page): Promise<{ shown: number; total: number }> {
  const text = await page.locator('.graph-shown').innerText();
  const match = /([\d,]+) of ([\d,]+) counterpart/.exec(text);
  if (!match) throw new Error(`The graph does not say how much it shows: ${text}`);
  const number = (digits: string | undefined) => Number((digits ?? '').replaceAll(',', ''));
  return { shown: number(match[1]), total: number(match[2]) };
}

/** How long a page has to stay as it is to count as settled, in milliseconds. */
const STILL_MS = 300;

/**
 * Waits until nothing on the page is still being fetched and nothing has changed for a while. The idle network does not say
 * so: answers come over one open socket, and a frame that is filled anew while it loads keeps a page from ever being idle.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    (still) =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(look, still);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(look, still);
        });
        function look() {
          if (document.querySelector('[aria-busy="true"], .skeleton, .skeleton-bar') !== null) {
            timer = setTimeout(look, still);
            return;
          }
          observer.disconnect();
          resolve();
        }
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      }),
    STILL_MS,
  );
}
