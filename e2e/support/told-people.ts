import { createServer } from 'node:http';
import { eq } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { integrations } from '@/db/schema/integrations';
import { createUser } from '@/lib/auth/users';
import type { Ctx } from '@/lib/context';
import { notify } from '@/lib/notifications/notify';
import { insertIntegration } from './catalogue';
import { createTestRuntime, type TestRuntime } from './runtime';

type Connection = (typeof integrations.$inferSelect)['connection'];

/** An integration whose states are told to people by a real mail server, and to programs over real HTTP. */
export interface ToldPeople {
  readonly system: TestRuntime;
  readonly integrationId: string;
  /** What the mail server was given; a test empties it. */
  readonly letters: { to: string; text: string }[];
  /** What was posted to `channelUrl`. */
  readonly calls: { body: string; signature: string }[];
  readonly channelUrl: string;
  /** What `channelUrl` answers from now on. */
  answerWith(status: number): void;
  /** The worker's round, so many minutes after the one before. */
  round(minutes?: number): Promise<void>;
  /** The clock of the last round. */
  now(): Date;
  connect(connection: Connection): Promise<unknown>;
  /** Somebody new, with the context of what they ask for. */
  person(email: string, role: 'admin' | 'viewer', locale: 'fr' | 'en'): Promise<Ctx>;
  close(): Promise<void>;
}

/** @param start the clock of the first round, as a time in text */
export async function openToldPeople(start: string): Promise<ToldPeople> {
  const letters: ToldPeople['letters'] = [];
  const calls: ToldPeople['calls'] = [];
  let status = 200;
  let now = new Date(start);
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        letters.push({ to: to?.address ?? '', text: decoded(Buffer.concat(parts).toString('utf8')) });
        done();
      });
    },
  });
  const channel = createServer((request, answer) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8');
    });
    request.on('end', () => {
      calls.push({ body, signature: String(request.headers['x-products-manager-signature']) });
      answer.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve));
  const system = await createTestRuntime({
    SMTP_URL: `smtp://127.0.0.1:${portOf(mail.server)}`,
    MAIL_FROM: 'Products Manager <pm@example.com>',
    APP_URL: 'https://pm.example.com',
  });
  const integrationId = await insertIntegration(system.db);
  const change = (values: Partial<typeof integrations.$inferInsert>) =>
    system.db.update(integrations).set(values).where(eq(integrations.id, integrationId));
  await change({ name: 'Boutique', apiKeySetAt: now });
  return {
    system,
    integrationId,
    letters,
    calls,
    channelUrl: `http://127.0.0.1:${portOf(channel)}/hook`,
    answerWith: (wanted) => {
      status = wanted;
    },
    round: async (minutes = 1) => {
      const at = new Date(now.getTime() + minutes * 60_000);
      now = at;
      await notify(
        { ...system.ctx, now: () => at },
        { mailer: system.mailer, reach: { allowPrivate: true } },
      );
    },
    now: () => now,
    connect: (connection) => change({ connection }),
    person: async (email, role, locale) => {
      const password = 'a long enough one';
      const name = email.split('@')[0] ?? '';
      const { id } = await createUser(system.ctx, { email, name, role, locale, password });
      return { ...system.ctx, actor: { kind: 'user', id, name, role } };
    },
    close: async () => {
      await new Promise<void>((resolve) => mail.close(resolve));
      await new Promise((resolve) => channel.close(resolve));
      await system.drop();
    },
  };
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  return typeof address === 'object' && address && 'port' in address ? Number(address.port) : 0;
}

/** A letter's subject and text without their transfer encodings. */
function decoded(raw: string): string {
  const words = raw.replace(/=\?UTF-8\?(Q|B)\?(.*?)\?=\s*/gi, (_all, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : quoted(text.replaceAll('_', ' ')),
  );
  return quoted(words.replaceAll('=\r\n', ''));
}

function quoted(text: string): string {
  return text.replace(/(=[0-9A-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}
