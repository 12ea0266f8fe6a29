import { barriersOf } from './support/barriers';
import { expect, test } from './support/test';

/** Files in and out, a change of a selection, and search, as a shopkeeper does them. */

const csv = (...lines: string[]) => ({
  name: 'tarif.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\r\n')),
});

test.describe.configure({ mode: 'serial' });

test('a file shows what it would do, is applied, is exported again, and is taken back', async ({
  admin: page,
}) => {
  await page.goto('/edits/new');
  expect(await barriersOf(page)).toEqual([]);
  await page
    .getByLabel('Fichier', { exact: true })
    .setInputFiles(
      csv('Référence;Titre;Prix TTC', 'CSV-1;Plateau importé;34,90', 'CSV-2;Bougie importée;douze'),
    );
  await page.getByRole('button', { name: 'Lire le fichier' }).click();
  await expect(page.getByRole('button', { name: 'Appliquer 1 changement' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Un nombre décimal est attendu')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Appliquer 1 changement' }).click();
  await page.getByRole('button', { name: 'Appliquer', exact: true }).click();
  await expect(page.getByText('1 fiche modifiée ou créée')).toBeVisible({ timeout: 30_000 });

  await page.goto('/products?search=plateau+import');
  await page.getByRole('button', { name: 'Exporter' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const stream = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  expect(Buffer.concat(parts).toString('utf8')).toContain(';Plateau importé;;CSV-1;;34,90;');

  await page.goto('/edits');
  await page.getByRole('link', { name: 'Import de produits' }).first().click();
  await page.getByRole('button', { name: 'Revenir en arrière' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revenir en arrière' }).click();
  await expect(page.getByText('1 fiche reprise')).toBeVisible({ timeout: 30_000 });
});

test('by the keyboard alone: Ctrl-K, a few letters, Enter', async ({ admin: page }) => {
  await page.goto('/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tarifs introuvables');
  await expect(page.getByText('Rien ne correspond')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('reappro');
  await expect(page.getByRole('option', { name: /réapprovisionnement/i })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/analytics\/replenishment|\/docs/);
});

test('the bell and its settings can be reached and read', async ({ admin: page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await expect(page.getByRole('link', { name: 'Toutes les notifications' })).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Choisir ce que je reçois' }).click();
  await expect(page.getByText('Ce que vous recevez')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Dans l’interface' }).first().click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Vos choix sont enregistrés.')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
});
