import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What is in the way of people, on the page or in a part of it: barriers (axe), and sideways scrolling. */
export async function barriersOf(page: Page, region?: string): Promise<string[]> {
  // None of our pages has frames: axe looks at the page once, instead of putting parts together in a page of its own.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (region ? builder.include(region) : builder).analyze();
  const barriers = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return beyond > 0 ? [...barriers, `${beyond} pixels wider than its window`] : barriers;
}
