import type { Page } from '@playwright/test';
import { barriersOf } from './support/barriers';
import { type MailServer, startMailServer } from './support/mail';
import { expect, signIn, test } from './support/test';

const EMAIL = 'ines@example.com';
let mail: MailServer;
test.beforeAll(async () => {
  mail = await startMailServer(Number(process.env.E2E_MAIL_PORT));
});
test.afterAll(() => mail.close());

/** Opens the link of that letter, and chooses a password by it. */
async function chooseByLetter(page: Page, letter: number, password: string): Promise<void> {
  await expect.poll(() => mail.letters.length).toBeGreaterThanOrEqual(letter);
  await page.goto('/sign-in');
  await page.goto(`/choose-password#${mail.tokenFor(EMAIL)}`);
  await page.getByLabel('Nouveau mot de passe').fill(password);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
}

test('somebody invited chooses a password, forgets it, and chooses another by a link that works once', async ({
  admin,
  page,
}) => {
  test.setTimeout(180_000);
  await admin.goto('/settings/users');
  await admin.getByRole('button', { name: 'Ajouter un utilisateur' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Nom').fill('Inès Invitée');
  await dialog.getByLabel('Adresse e-mail').fill(EMAIL);
  await expect(dialog.getByRole('radio', { name: 'Inviter par e-mail' })).toBeChecked();
  await expect(dialog.getByLabel('Mot de passe', { exact: true })).toHaveCount(0);
  expect(await barriersOf(admin, '[role=dialog]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  await expect(admin.getByText('L’invitation est envoyée.')).toBeVisible();
  await expect(admin.getByRole('cell', { name: EMAIL })).toBeVisible();

  await chooseByLetter(page, 1, 'what Inès has chosen');
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, { email: EMAIL, password: 'what Inès has chosen' });

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
  // The page before it has a field of the same name.
  await page.waitForURL('**/forgot-password');
  await page.getByLabel('Adresse e-mail').fill(EMAIL);
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Envoyer le lien' }).click();
  await expect(page.getByText('Si un compte existe à cette adresse')).toBeVisible();
  await chooseByLetter(page, 2, 'what Inès chose later');
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, { email: EMAIL, password: 'what Inès chose later' });

  await page.context().clearCookies();
  await chooseByLetter(page, 2, 'what nobody shall choose');
  await expect(page.getByText('Ce lien a déjà servi ou n’est plus valable.')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
});
