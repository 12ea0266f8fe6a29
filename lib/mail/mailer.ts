import { createTransport } from 'nodemailer';
import type { Env } from '@/lib/env';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends letters. */
export interface Mailer {
  /** @throws Error with the server's words when it does not take the letter */
  send(letter: Letter): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Over the server of SMTP_URL; null where none is set: nothing is then sent by e-mail. */
export function createMailer({
  SMTP_URL: url,
  MAIL_FROM: from,
}: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>): Mailer | null {
  if (!url || !from) return null;
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username
      ? {
          auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
          requireTLS: !secure,
        }
      : {}),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    send: async (letter) => {
      await transport.sendMail({ from, ...letter });
    },
  };
}
