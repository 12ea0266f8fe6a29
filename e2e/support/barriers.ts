import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What is in the way of people, on the page or in a part of it: barriers (axe), and sideways scrolling, of the page and
 * on a phone of the cards that stand for a table there.
 */
export async function barriersOf(page: Page, region?: string): Promise<string[]> {
  // None of our pages has frames: axe looks at the page once, instead of putting parts together in a page of its own.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (region ? builder.include(region) : builder).analyze();
  const barriers = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (beyond > 0) barriers.push(`${beyond} pixels wider than its window`);
  return [...barriers, ...(await page.evaluate(cutCards))];
}

/** Runs in the page. */
function cutCards(): string[] {
  const scrolling = [...document.querySelectorAll('.table-stack')].filter(({ parentElement: place }) => {
    return window.innerWidth < 640 && place && place.scrollWidth > place.clientWidth;
  });
  return scrolling.map((table) => `cards are cut: ${table.querySelector('caption')?.textContent}`);
}
