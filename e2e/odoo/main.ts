import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { serveDemo } from './demo/site';
import { loadState, StateKeeper } from './demo/state';
import { backupOverHttp } from './misbehave/backup-over-http';
import { misbehaveOverHttp } from './misbehave/over-http';
import { Trouble } from './misbehave/trouble';
import type { Env } from './orm/env';
import { catalogueSeed } from './seed/catalogue';
import { shopSeed } from './seed/plant/shop';
import { SHOP_USERS } from './seed/shop/shop';
import { type RunningOdoo, startOdoo } from './server';

interface Options {
  version: string;
  port: string;
  database: string;
  seed: string;
  today?: string;
  state?: string;
  priceIncluded?: boolean;
  pictures: 'all' | 'templates' | 'none';
  json?: boolean;
  age: string;
}

const program = new Command('standin-odoo')
  .description('Starts a stand-in Odoo for the demonstration and for tests')
  .option('--version <series>', '14.0 … 19.0', '17.0')
  .option('--port <port>', 'port on 127.0.0.1, 0 = any', '8069')
  .option('--database <name>', 'name of the database', 'odoo')
  .option('--seed <what>', 'shop, empty, or a number of products', 'shop')
  .option('--today <date>', 'day on which the shop’s year ends (YYYY-MM-DD)')
  .option('--state <file>', 'keep the database in this file')
  .option('--price-included', 'prices in Odoo include the tax')
  .option('--pictures <which>', 'all, templates or none', 'all')
  .option('--age <minutes>', 'how long ago what is seeded was written', '0')
  .option('--json', 'tell the connection as one line of JSON, for programs');

async function seedFor(options: Options): Promise<(env: Env) => void> {
  if (options.seed === 'empty' || hasState(options)) return () => undefined;
  if (options.seed !== 'shop')
    return catalogueSeed(Number(options.seed), undefined, { pictures: options.pictures === 'templates' });
  return shopSeed({
    today: options.today === undefined ? new Date() : new Date(`${options.today}T18:00:00Z`),
    priceIncluded: options.priceIncluded === true,
    pictures: options.pictures,
  });
}

const hasState = (options: Options): boolean => options.state !== undefined && existsSync(options.state);

/** Starts the stand-in; it ends, its database saved, when told to. */
async function main(options: Options): Promise<void> {
  const trouble = new Trouble();
  const age = Number(options.age) * 60;
  trouble.stepClock(-age);
  const odoo = await startOdoo({
    version: options.version,
    port: Number(options.port),
    database: options.database,
    seed: await seedFor(options),
    now: trouble.now,
    hooks: trouble.hooks,
  });
  trouble.stepClock(age);
  const keeper = options.state === undefined ? undefined : new StateKeeper(odoo.db, options.state);
  if (options.state !== undefined && hasState(options)) loadState(odoo.db, options.state);
  wire(odoo, trouble, keeper);
  announce(odoo, options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void (keeper?.save() ?? Promise.resolve()).then(() => process.exit(0));
    });
  }
}

/** Adds the pages of the demonstration and the keeping of the database to the hooks of misbehaviour. */
function wire(odoo: RunningOdoo, trouble: Trouble, keeper: StateKeeper | undefined): void {
  const { onRequest, afterCommit } = trouble.hooks;
  odoo.hooks.onRequest = async (path, body, response) => {
    if (misbehaveOverHttp(trouble, path, body, response)) return true;
    if (backupOverHttp(odoo, path, response)) return true;
    if (await onRequest?.(path, body, response)) return true;
    const served = await serveDemo(odoo, path, body, response);
    if (served) keeper?.changed();
    return served;
  };
  odoo.hooks.afterCommit = async (call, response) => {
    keeper?.changed();
    await afterCommit?.(call, response);
  };
}

function announce(odoo: RunningOdoo, options: Options): void {
  const shop = options.seed === 'shop';
  const user = shop ? SHOP_USERS.find((one) => one.role === 'sync') : undefined;
  const login = user?.login ?? 'admin';
  if (options.json) {
    const apiKey = user?.apiKey ?? 'admin';
    console.log(JSON.stringify({ url: odoo.url, database: odoo.database, login, api_key: apiKey }));
    return;
  }
  console.log(
    [
      `Odoo de démonstration / demonstration Odoo ${odoo.db.caps.serie}`,
      `  URL       ${odoo.url}`,
      `  database  ${odoo.database}`,
      `  login     ${login}`,
      `  password  ${user?.password ?? 'admin'}`,
      ...(user === undefined ? [] : [`  API key   ${user.apiKey}`]),
    ].join('\n'),
  );
}

await main(program.parse().opts<Options>());
