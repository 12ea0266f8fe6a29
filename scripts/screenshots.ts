import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readProductState } from '@/e2e/support/product-state';
import { LOOKS, nameOfLook, openBrowser, photograph, signIn } from './screenshots/camera';
import { bringAbout, MOMENTS } from './screenshots/moments';
import { PLACES } from './screenshots/places';
import { prepareShop } from './screenshots/shop';
import { freePort } from './support/local-postgres';
import { startProgram, untilAnswers } from './support/product';
import { installSystemPackage } from './system-package';

/**
 * `npm run screenshots -- FOLDER [PLACE…] [LOOK…]`: a picture of every page and main state, in both languages, light and
 * dark, at three widths (or of the places and looks that are named, as `products fr-dark-390`), of a product and a shop of its own. Ends with 1 when the browser or axe
 * complained of a page, or one is wider than its window.
 */
const [folder, ...wanted] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Which folder? npm run screenshots -- FOLDER [PLACE…]\n');
  process.exit(2);
}
if (!process.env.CHROMIUM && !installSystemPackage('chromium', '/usr/bin/chromium')) {
  process.stderr.write('The pictures need Chromium, which could not be installed: name one in CHROMIUM.\n');
  process.exit(1);
}

const places = chosen(PLACES, ({ name }) => name);
const looks = chosen(LOOKS, nameOfLook);
const scratch = await mkdtemp(path.join(tmpdir(), 'products-manager-screenshots-'));
const port = await freePort();
const baseUrl = `http://localhost:${port}`;
process.env.E2E_PORT = String(port);
// Nobody listens there: no picture needs a letter.
process.env.E2E_MAIL_PORT = String(await freePort());
process.env.E2E_STATE = path.join(scratch, 'state.json');

say('Starting a product with a shop of its own …');
const product = startProgram('e2e/support/serve.ts', [], { ...process.env }, say);
const complaints: string[] = [];
try {
  // The application is built first.
  await untilAnswers(`${baseUrl}/api/health/ready`, product, 15);
  const state = readProductState();
  const shop = await prepareShop(baseUrl, state);
  const browser = await openBrowser();
  try {
    const session = await signIn(browser, baseUrl, state.admin);
    for (const moment of MOMENTS) {
      const shown = places.filter((place) => (place.moment ?? 'open') === moment);
      if (shown.length === 0) continue;
      const putRight = await bringAbout(moment, { baseUrl, state, shop });
      for (const look of looks) {
        say(`${moment}, ${nameOfLook(look)}: ${shown.length} pictures …`);
        const target = { baseUrl, folder, session };
        await photograph(browser, target, look, shown, shop, (text) => complaints.push(text));
      }
      await putRight();
    }
  } finally {
    await browser.close();
  }
} finally {
  await product.stop();
  await rm(scratch, { recursive: true, force: true });
}
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;

/** Those that were named; all where none was. */
function chosen<T>(all: readonly T[], nameOf: (one: T) => string): readonly T[] {
  const named = all.filter((one) => wanted.includes(nameOf(one)));
  return named.length === 0 ? all : named;
}

function say(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
