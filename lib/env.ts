import { z } from 'zod';
import { isTimeZone } from './time-zone';

const url = (protocols: readonly string[], example: string) =>
  z
    .string({ error: `must be set, for example ${example}` })
    .refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
      error: `must be an address such as ${example}`,
    });

const encryptionKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]+={0,2}$/, {
    error: 'must be id:base64-32-bytes, several separated by commas, newest first',
  })
  .transform((entry) => {
    const at = entry.indexOf(':');
    return { id: entry.slice(0, at), key: Buffer.from(entry.slice(at + 1), 'base64') };
  })
  .refine(({ key }) => key.length === 32, { error: 'each key must be 32 bytes in base64' });

const encryptionKeys = z
  .string({ error: 'must be set: id:base64-32-bytes (openssl rand -base64 32), newest first' })
  .transform((value) => value.split(',').map((entry) => entry.trim()))
  .pipe(z.array(encryptionKey).min(1))
  .refine((keys) => new Set(keys.map((key) => key.id)).size === keys.length, {
    error: 'names the same key id twice',
  });

const flag = z
  .enum(['true', 'false', '1', '0', ''], { error: 'must be true or false' })
  .transform((value) => value === 'true' || value === '1');

/** Calls a minute; 0: no limit. */
const perMinute = (standard: number) =>
  z.coerce
    .number({ error: 'must be calls a minute, 0 for no limit' })
    .int({ error: 'must be calls a minute, 0 for no limit' })
    .min(0, { error: 'must be calls a minute, 0 for no limit' })
    .default(standard);

/** How many days something is kept. */
const days = (standard: number, least = 1) =>
  z.coerce
    .number({ error: `must be a number of days, ${least} at least` })
    .int({ error: `must be a number of days, ${least} at least` })
    .min(least, { error: `must be a number of days, ${least} at least` })
    .default(standard);

const variables = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/products_manager'),
  DATABASE_PREPARE: flag.default(true),
  APP_URL: url(['http:', 'https:'], 'https://products.example.com').transform((value) =>
    value.replace(/\/+$/, ''),
  ),
  AUTH_SECRET: z
    .string({ error: 'must be set: at least 32 random characters (openssl rand -base64 48)' })
    .min(32, { error: 'must have at least 32 characters (openssl rand -base64 48)' }),
  ENCRYPTION_KEYS: encryptionKeys,
  MINIO_ENDPOINT: url(['http:', 'https:'], 'http://127.0.0.1:9000').optional(),
  MINIO_ACCESS_KEY: z.string().min(1).optional(),
  MINIO_SECRET_KEY: z.string().min(1).optional(),
  MINIO_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'must be a bucket name: 3 to 63 of a-z 0-9 . -' })
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional(),
  ALLOW_INSECURE_ODOO: flag.default(false),
  ALLOW_PRIVATE_IMAGE_URLS: flag.default(false),
  ALLOW_PRIVATE_WEBHOOK_URLS: flag.default(false),
  TRUSTED_PROXIES: z.coerce
    .number({ error: 'must be how many proxies stand in front, 0 to 5' })
    .int()
    .min(0, { error: 'must be how many proxies stand in front, 0 to 5' })
    .max(5, { error: 'must be how many proxies stand in front, 0 to 5' })
    .default(0),
  RATE_LIMIT_TOKEN: perMinute(6_000),
  RATE_LIMIT_ADDRESS: perMinute(12_000),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com').optional(),
  MAIL_FROM: z.string().min(3).max(300).optional(),
  KEEP_RUNS_DAYS: days(365),
  KEEP_LOGS_DAYS: days(30),
  KEEP_ERRORS_DAYS: days(180),
  KEEP_AUDIT_DAYS: days(1095),
  KEEP_EVENTS_DAYS: days(7),
  KEEP_SESSIONS_DAYS: days(30),
  KEEP_PICTURES_DAYS: days(30, 2),
  KEEP_CUSTOMERS_DAYS: z.coerce
    .number({ error: 'must be a number of days, 0 for ever' })
    .int({ error: 'must be a number of days, 0 for ever' })
    .min(0, { error: 'must be a number of days, 0 for ever' })
    .default(0),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: 'must be the name of a time zone such as Europe/Paris' })
    .default('Europe/Paris'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  PORT: z.coerce
    .number()
    .int()
    .min(1, { error: 'must be a TCP port, 1 to 65535' })
    .max(65_535, { error: 'must be a TCP port, 1 to 65535' })
    .default(3000),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
});

const MINIO = ['MINIO_ENDPOINT', 'MINIO_ACCESS_KEY', 'MINIO_SECRET_KEY', 'MINIO_BUCKET'] as const;

const environment = variables.check((context) => {
  if ((context.value.SMTP_URL === undefined) !== (context.value.MAIL_FROM === undefined)) {
    context.issues.push({
      code: 'custom',
      path: [context.value.SMTP_URL === undefined ? 'SMTP_URL' : 'MAIL_FROM'],
      message: 'must be set too: letters need a server (SMTP_URL) and a sender (MAIL_FROM)',
      input: undefined,
    });
  }
  if (MINIO.every((name) => context.value[name] === undefined)) return;
  for (const name of MINIO) {
    if (context.value[name] !== undefined) continue;
    context.issues.push({
      code: 'custom',
      path: [name],
      message: `must be set too, as ${MINIO.filter((other) => other !== name).join(', ')}`,
      input: undefined,
    });
  }
});

export type Env = z.infer<typeof variables>;

/** The environment is wrong; `problems` names each variable and what it should be, never its value. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  constructor(readonly problems: readonly { variable: string; message: string }[]) {
    const lines = problems.map(({ variable, message }) => `  ${variable} ${message}`);
    super(`The environment is not complete:\n${lines.join('\n')}`);
  }
}

/** Validates environment variables. An empty value counts as absent. @throws EnvError */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = environment.safeParse(present);
  if (result.success) return result.data;
  throw new EnvError(
    result.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message })),
  );
}

let current: Env | undefined;

/** The environment of this process, read once. @throws EnvError */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}
