import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { barriersOf } from '@/e2e/support/barriers';
import type { ProductState } from '@/e2e/support/product-state';
import type { Place } from './places';
import type { Shop } from './shop';

export const LOCALES = ['fr', 'en'] as const;
export const THEMES = ['light', 'dark'] as const;
export const WIDTHS = [390, 820, 1280] as const;

export interface Look {
  readonly locale: (typeof LOCALES)[number];
  readonly theme: (typeof THEMES)[number];
  readonly width: (typeof WIDTHS)[number];
}

export const LOOKS: readonly Look[] = LOCALES.flatMap((locale) =>
  THEMES.flatMap((theme) => WIDTHS.map((width) => ({ locale, theme, width }))),
);

/** `fr-light-1280`, as the folder of its pictures is called. */
export const nameOfLook = ({ locale, theme, width }: Look) => `${locale}-${theme}-${width}`;

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
}

/** Signs in as a person does; one session serves every picture. */
export async function signIn(
  browser: Browser,
  baseUrl: string,
  admin: ProductState['admin'],
): Promise<Session> {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByLabel('Adresse e-mail').fill(admin.email);
  await page.getByLabel(/^Mot de passe/).fill(admin.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  const session = await context.storageState();
  await context.close();
  return session;
}

/**
 * Takes the places' pictures in one look: FOLDER/fr-light-1280/products.png. What the browser complains of is told to
 * `onComplaint`, with the picture's name; so are a place that cannot be brought into its state, what would keep somebody
 * from using it (axe), and a page wider than its window.
 */
export async function photograph(
  browser: Browser,
  { baseUrl, folder, session }: { baseUrl: string; folder: string; session: Session },
  look: Look,
  places: readonly Place[],
  shop: Shop,
  onComplaint: (text: string) => void,
): Promise<void> {
  const into = path.join(folder, nameOfLook(look));
  await mkdir(into, { recursive: true });
  for (const stranger of [false, true]) {
    const context = await browser.newContext({
      locale: look.locale,
      timezoneId: 'Europe/Paris',
      viewport: { width: look.width, height: look.width < 600 ? 844 : 900 },
      ...(stranger ? {} : { storageState: session }),
    });
    await context.addCookies([
      { name: 'pm_locale', value: look.locale, url: baseUrl },
      { name: 'pm_theme', value: look.theme, url: baseUrl },
    ]);
    for (const place of places) {
      if ((place.stranger ?? false) !== stranger) continue;
      const name = `${path.basename(into)}/${place.name}`;
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && !place.refused) onComplaint(`${name}: ${message.text()}`);
      });
      page.on('pageerror', (error) => {
        if (!place.refused) onComplaint(`${name}: ${error.message}`);
      });
      try {
        await page.goto(`${baseUrl}${place.path(shop)}`);
        await page.waitForLoadState('networkidle');
        await place.act?.(page);
        await page.waitForLoadState('networkidle');
        for (const fault of await barriersOf(page)) onComplaint(`${name}: ${fault}`);
      } catch (error) {
        onComplaint(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      await page.screenshot({ path: path.join(into, `${place.name}.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  }
}
