import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwordLinks } from '@/db/schema/people';
import { type MailServer, startMailServer } from '@/e2e/support/mail';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { inviteUser, redeemPasswordLink, requestPasswordReset } from './password-links';
import { signIn } from './sign-in';
import { createUser } from './users';

let system: TestRuntime;
let mail: MailServer;
const VISITOR = { address: null, userAgent: 'test', device: null };

beforeAll(async () => {
  mail = await startMailServer();
  system = await createTestRuntime({
    SMTP_URL: mail.url,
    MAIL_FROM: 'Products Manager <pm@example.com>',
  });
});
afterAll(async () => {
  await mail.close();
  await system.drop();
});

async function tokenOfLetter(count: number): Promise<string> {
  await expect.poll(() => mail.letters.length, { timeout: 10_000 }).toBe(count);
  return /\/choose-password#(\S+)/.exec(mail.letters.at(-1) ?? '')?.[1] ?? '';
}
const open = (email: string, password: string) => signIn(system.ctx, { email, password }, VISITOR);

test('a forgotten password is chosen anew by a link that works once; nobody learns who has an account', async () => {
  const email = 'alice@example.com';
  await createUser(system.ctx, {
    email,
    name: 'Alice',
    password: 'the first long one',
    role: 'viewer',
    locale: 'fr',
  });
  const session = await open(email, 'the first long one');
  await requestPasswordReset(system.ctx, system.mailer, 'nobody@example.com', null);
  await requestPasswordReset(system.ctx, system.mailer, 'ALICE@example.com', null);
  const token = await tokenOfLetter(1);
  expect(mail.letters[0]).toContain('alice@example.com');
  expect(JSON.stringify(await system.db.select().from(passwordLinks))).not.toContain(token);

  await redeemPasswordLink(system.ctx, { token, password: 'the second long one' });
  await expect(open(email, 'the first long one')).rejects.toMatchObject({ code: 'wrong_credentials' });
  await expect(open(email, 'the second long one')).resolves.toMatchObject({ email });
  const [old] = await system.db.query.sessions.findMany({ where: (row, { eq }) => eq(row.id, session.sid) });
  expect(old?.revokedAt).not.toBeNull();
  await expect(
    redeemPasswordLink(system.ctx, { token, password: 'the third long one' }),
  ).rejects.toMatchObject({
    code: 'link_expired',
  });
});

test('a link is of no use after its hour, nor once a newer one was used', async () => {
  const email = 'alice@example.com';
  await requestPasswordReset(system.ctx, system.mailer, email, null);
  const first = await tokenOfLetter(2);
  const later = { ...system.ctx, now: () => new Date(Date.now() + 61 * 60_000) };
  const choose = (ctx: typeof later, token: string) =>
    redeemPasswordLink(ctx, { token, password: 'yet another long one' });
  await expect(choose(later, first)).rejects.toMatchObject({ code: 'link_expired' });
  await requestPasswordReset(system.ctx, system.mailer, email, null);
  await choose(system.ctx, await tokenOfLetter(3));
  await expect(choose(system.ctx, first)).rejects.toMatchObject({ code: 'link_expired' });
});

test('letters to one address are bounded', async () => {
  const ask = () => requestPasswordReset(system.ctx, system.mailer, 'stranger@example.com', null);
  for (let n = 0; n < 5; n++) await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'too_many_attempts' });
});

test('somebody invited chooses the password themselves; without a mail server that is said', async () => {
  const input = { email: 'bob@example.com', name: 'Bob', role: 'viewer', locale: 'en' } as const;
  await expect(inviteUser(system.ctx, null, input)).rejects.toMatchObject({ code: 'mail_unavailable' });
  await inviteUser(system.ctx, system.mailer, input);
  const token = await tokenOfLetter(4);
  expect(mail.letters[3]).toContain('Your access');
  await redeemPasswordLink(system.ctx, { token, password: 'what Bob has chosen' });
  await expect(open('bob@example.com', 'what Bob has chosen')).resolves.toMatchObject({ name: 'Bob' });
});
