import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Serious and critical findings of axe on the page as it stands, one line for each place. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // A transition under way has colours of its own.
  await page.waitForTimeout(400);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const here = window as Window & { axe?: { run(): Promise<{ violations: unknown }> } };
    if (!here.axe) throw new Error('axe is not on the page.');
    return (await here.axe.run()).violations;
  });
  return (violations as Violation[])
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) =>
      v.nodes.map(
        (n) =>
          `${v.id}: ${n.html.slice(0, 160)} ${(n.failureSummary ?? '').replaceAll('\n', ' ').slice(0, 200)}`,
      ),
    );
}
