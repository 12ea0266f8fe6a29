import { connect, type Database } from '@/db/client';
import type { Actor, Ctx } from './context';
import { createSecretBox, type SecretBox } from './crypto/secret-box';
import { type Env, env } from './env';
import { openRequestLimits, type RequestLimits } from './http/request-limits';
import { createLogger, type Logger } from './logger';
import { createMailer, type Mailer } from './mail/mailer';
import { createQueue, type Queue } from './queue/queue';
import { rememberSecret } from './redaction';

/** What one process holds open: the pool of connections and what stands on it. */
export interface Runtime {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  readonly secrets: SecretBox;
  readonly queue: Queue;
  readonly limits: RequestLimits;
  /** Null where no mail server is set. */
  readonly mailer: Mailer | null;
  readonly close: () => Promise<void>;
}

/** Opens a runtime of its own, for the worker, the command line and tests. */
export function openRuntime(environment: Env, options: { maxConnections?: number } = {}): Runtime {
  const mailPassword = environment.SMTP_URL && decodeURIComponent(new URL(environment.SMTP_URL).password);
  for (const secret of [environment.AUTH_SECRET, environment.MINIO_SECRET_KEY, mailPassword]) {
    if (secret) rememberSecret(secret);
  }
  const prepare = environment.DATABASE_PREPARE;
  const { db, close } = connect(environment.DATABASE_URL, { max: options.maxConnections, prepare });
  const beside = connect(environment.DATABASE_URL, { max: 1, prepare, idleSeconds: 10 });
  const logger = createLogger(environment.LOG_LEVEL);
  const limits = openRequestLimits(environment, logger);
  return {
    env: environment,
    db,
    close: async () => {
      limits.close();
      await Promise.all([close(), beside.close()]);
    },
    logger,
    secrets: createSecretBox(environment.ENCRYPTION_KEYS),
    queue: createQueue(beside.db),
    mailer: createMailer(environment),
    limits,
  };
}

const shared: typeof globalThis & { productsManager?: Runtime } = globalThis;

/** The runtime of the web process. On `globalThis`, because Next loads this module once per bundle. */
export function runtime(): Runtime {
  shared.productsManager ??= openRuntime(env());
  return shared.productsManager;
}

/** The context of one request or one command. */
export function contextOf(from: Runtime, actor: Actor, facts: object = {}): Ctx {
  return {
    db: from.db,
    actor,
    now: () => new Date(),
    logger: from.logger.child({ actor: actor.name, ...facts }),
    queue: from.queue,
    secrets: from.secrets,
    env: from.env,
  };
}
