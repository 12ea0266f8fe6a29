import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { migrate } from '@/db/migrate';
import { installQueues } from '@/jobs/install';
import { createToken, createTokenInput, TOKEN_DAYS } from '@/lib/auth/api-tokens';
import { createUser, createUserInput } from '@/lib/auth/users';
import { noteSearchKeys, rebuildSearchKeys } from '@/lib/catalogue/search-keys';
import { type Ctx, SYSTEM } from '@/lib/context';
import { rotateKeys } from '@/lib/crypto/rotate-keys';
import { AppError } from '@/lib/errors';
import { pickLocale } from '@/lib/i18n/locale';
import { explain } from '@/lib/i18n/translate';
import { forgetCustomers, forgetCustomersInput } from '@/lib/orders/forget-customers';
import { contextOf, openRuntime, type Runtime } from '@/lib/runtime';
import { backUp } from './backup/backup';
import { restore } from './backup/restore';
import { diagnose } from './cli/doctor';
import { requestSync } from './cli/sync';
import { requireEnvironment } from './support/environment';

/** `npm run cli -- <verb>`: the same verbs as the application's, for operators and scripts. */
const program = new Command('npm run cli --').description('Products Manager').showHelpAfterError();
const role = new Option('--role <role>', 'what it may do').choices(['admin', 'viewer']);

program
  .command('migrate')
  .description('bring the database to the schema of this version')
  .action(() =>
    withSystem(async ({ db, env }) => {
      await migrate(db);
      await noteSearchKeys(db);
      await installQueues(env.DATABASE_URL);
      say('The database is up to date.');
    }),
  );

program
  .command('admin:create')
  .description('create an administrator; without --password one is made and printed')
  .requiredOption('--email <email>')
  .option('--name <name>', 'shown in the application', 'Administrator')
  .option(
    '--password <password>',
    'at least 10 characters; better given in PM_PASSWORD, which leaves no trace',
  )
  .action((options: { email: string; name: string; password?: string }) =>
    withSystem(async (_system, ctx) => {
      const given = options.password ?? process.env.PM_PASSWORD;
      const password = given ?? randomBytes(12).toString('base64url');
      const user = await createUser(ctx, createUserInput.parse({ ...options, password, role: 'admin' }));
      say(`Administrator ${user.email} created.`);
      if (given === undefined) say(`Password: ${password}`);
    }),
  );

program
  .command('token:create')
  .description('make an API token; the last line of the output is the token alone')
  .requiredOption('--name <name>', 'what it is for')
  .addOption(role.default('viewer'))
  .option(
    '--scopes <scopes...>',
    'read, catalogue, sync, admin, metrics; all that the role may do unless said',
  )
  .option('--expires-in-days <days>', 'when it ends: 1 to 365', String(TOKEN_DAYS))
  .action(({ expiresInDays, ...options }: { expiresInDays: string }) =>
    withSystem(async (_system, ctx) => {
      const { token, record } = await createToken(
        ctx,
        createTokenInput.parse({ ...options, expires_in_days: expiresInDays }),
      );
      say(`Token "${record.name}" (${record.role}). It is shown this once:`);
      say(token);
    }),
  );

program
  .command('sync')
  .description('run a synchronisation')
  .argument('<integration>', 'its id, its name, or "odoo" while there is exactly one')
  .option('--full', 'look at everything, not only at what changed')
  .option('--dry-run', 'say what would be done, do nothing')
  .option('--wait', 'wait for the end; the exit code says whether it succeeded')
  .action((integration: string, options: { full?: boolean; dryRun?: boolean; wait?: boolean }) =>
    withSystem(async (_system, ctx) => {
      process.exitCode = await requestSync(ctx, integration, options, say);
    }),
  );

program
  .command('backup')
  .description('write the database and the pictures to one file, while the application runs')
  .argument('<file>', 'a new file, products-manager.tar.gz')
  .action((file: string) =>
    withSystem(async ({ env }) => {
      const { tables, pictures, key_ids: ids } = await backUp(env, file);
      say(`${tables.length} tables and ${pictures} pictures are in ${file}.`);
      say(`Keep apart from it the keys it needs (ENCRYPTION_KEYS): ${ids.join(', ') || 'none'}.`);
    }),
  );

program
  .command('restore')
  .description('bring a backup back into an empty database and store; start web and workers afterwards')
  .argument('<file>', 'what `backup` wrote')
  .action((file: string) =>
    withSystem(async ({ env }) => {
      const { manifest, missingKeys } = await restore(env, file);
      say(`The state of ${manifest.made_at} is back, with ${manifest.pictures} pictures.`);
      if (missingKeys.length > 0)
        say(`ENCRYPTION_KEYS lacks ${missingKeys.join(', ')}: the stored secrets cannot be read without.`);
    }),
  );

program
  .command('customers:forget')
  .description('make the customers of orders anonymous here; the orders and their figures stay')
  .option('--email <email>', 'of the person')
  .option('--name <name>', 'of the person, as orders show it')
  .option('--before <day>', 'of orders placed before this day, 2024-12-31')
  .action((options: { email?: string; name?: string; before?: string }) =>
    withSystem(async (_system, ctx) => {
      const whose = forgetCustomersInput.safeParse(options);
      if (!whose.success) throw new Error('Name a person (--email, --name) or a day (--before 2024-12-31).');
      const orders = await forgetCustomers(ctx, whose.data);
      say(`${orders} orders name nobody any more.`);
    }),
  );

program
  .command('keys:rotate')
  .description('encrypt all secrets again with the newest of ENCRYPTION_KEYS')
  .action(() =>
    withSystem(async (_system, ctx) => {
      const { rotated, unchanged } = await rotateKeys(ctx);
      say(`${rotated} encrypted again, ${unchanged} already had the newest key.`);
      say('Older keys may now leave ENCRYPTION_KEYS.');
    }),
  );

program
  .command('search:rebuild')
  .description('build the search indexes anew, after an upgrade of PostgreSQL')
  .action(() =>
    withSystem(async ({ db }) => {
      say(`Built anew: ${(await rebuildSearchKeys(db)).join(', ')}.`);
    }),
  );

program
  .command('doctor')
  .description('say what is misconfigured and how to mend it')
  .action(async () => {
    process.exitCode = await diagnose(say);
  });

await program.parseAsync();

async function withSystem(work: (system: Runtime, ctx: Ctx) => Promise<void>): Promise<void> {
  const environment = requireEnvironment();
  const system = openRuntime({ ...environment, LOG_LEVEL: 'warn' }, { maxConnections: 3 });
  try {
    await work(system, contextOf(system, { ...SYSTEM, name: 'command line' }));
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof AppError) {
      process.stderr.write(`${explain(pickLocale(process.env.LANG?.slice(0, 2), null), error)}\n`);
      for (const field of error.options.fields ?? [])
        process.stderr.write(`  ${field.path}: ${field.message}\n`);
    } else {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  } finally {
    await system.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
