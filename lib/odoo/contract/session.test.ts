import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Server, startServer, startServerItself } from '@/e2e/support/odoo-servers';
import { OdooError } from '../errors';
import { createTemplates } from '../intentions/write-products';
import type { OdooSession } from '../session';

let server: Server;
afterEach(() => server?.close());

async function failure(promise: Promise<unknown>): Promise<OdooError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof OdooError) return error;
  throw new Error(`expected an OdooError, got ${inspect(error)}`);
}

function countTemplates(odoo: OdooSession): Promise<unknown> {
  return odoo.call('product.template', 'search_count', [[]]);
}

describe('opening a session', () => {
  it('sends an installed language only: the user’s own, or the chosen one, which is never replaced', async () => {
    server = await startServer(17);
    const error = await failure(server.open({ language: 'nl_BE' }));
    expect(error).toMatchObject({ code: 'language_not_installed', params: { language: 'nl_BE' } });
    const odoo = await server.open();
    expect(odoo.capabilities.language).toBe('en_US');
    await odoo.call('product.template', 'create', [{ name: 'Bowl' }]);
    const created = server.odoo.log.find(({ method }) => method === 'create');
    expect(created?.kwargs.context).toMatchObject({ lang: 'en_US', tz: 'UTC', allowed_company_ids: [1] });
  });

  it('refuses a company that is not the user’s', async () => {
    server = await startServer(17);
    expect((await failure(server.open({ companyId: 99 }))).code).toBe('company_not_allowed');
  });

  it('asks once on 14 and 15 when refused, then waits out the cool-down', async () => {
    server = await startServerItself(14);
    let logins = 0;
    server.odoo.hooks.onRequest = (_, body) => {
      if (body.includes('authenticate')) logins++;
      return false;
    };
    const wrong = { apiKey: 'e'.repeat(40) };
    expect((await failure(server.open(wrong))).code).toBe('access_denied');
    expect(await failure(server.open(wrong))).toMatchObject({ code: 'login_cooldown', sent: 'no' });
    expect(logins).toBe(1);
    await server.open();
    expect(logins).toBe(2);
  });

  it('keeps fields_get for ten minutes: a second session asks less', async () => {
    server = await startServer(17);
    const first = await server.open();
    const second = await server.open();
    expect(second.calls.count).toBeLessThan(first.calls.count);
    expect(server.odoo.log.filter(({ method }) => method === 'fields_get')).toHaveLength(5);
  });

  it('never shows the key', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    const refused = await failure(server.open({ apiKey: 'd'.repeat(40) }));
    const shown = [
      inspect(odoo, { depth: 9 }),
      inspect(refused, { depth: 9 }),
      JSON.stringify(odoo),
      refused.stack,
    ];
    for (const text of shown) {
      expect(text).not.toContain(server.settings.apiKey);
      expect(text).not.toContain('d'.repeat(40));
    }
  });
});

describe('calls', () => {
  it('repeats reading after 502, a dropped connection and a lock', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    const troubles = [502, 'drop', 429] as const;
    let n = 0;
    server.odoo.hooks.onRequest = (_, __, response) => {
      const trouble = troubles[n++];
      if (trouble === undefined) return false;
      if (trouble === 'drop') response.destroy();
      else response.writeHead(trouble, { 'retry-after': '0' }).end('<html></html>');
      return true;
    };
    expect(await countTemplates(odoo)).toBe(0);
    expect(n).toBe(4);
  });

  it('does not repeat what may have been done', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    server.odoo.hooks.afterCommit = (_, response) => {
      response?.destroy();
    };
    const error = await failure(odoo.call('product.template', 'create', [{ name: 'Once' }]));
    expect(error).toMatchObject({ class: 'transient', sent: 'unknown' });
    server.odoo.hooks.afterCommit = undefined;
    expect(await countTemplates(odoo)).toBe(1);
  });

  it('makes one record although the answer of its creation was lost twice', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    let lost = 0;
    server.odoo.hooks.afterCommit = (call, response) => {
      if (call.method === 'load' && lost++ < 2) response?.destroy();
    };
    const rows = [{ externalId: 'lost', values: { name: 'Lost' } }];
    expect((await createTemplates(odoo, rows)).map((result) => result.ok)).toEqual([true]);
    expect(lost).toBe(3);
    expect(await countTemplates(odoo)).toBe(1);
  });

  it('takes "nothing" for null where a method answers nothing, and only there', async () => {
    server = await startServerItself(17);
    const odoo = await server.open();
    const id = await odoo.call('product.template', 'create', [{ name: 'Asleep' }]);
    const answer = await odoo.call(
      'product.template',
      'action_archive',
      [[id]],
      {},
      { answersNothing: true },
    );
    expect(answer).toBeNull();
    expect(await countTemplates(odoo)).toBe(0);
    expect((await failure(odoo.call('product.template', 'action_unarchive', [[id]]))).code).toBe('traceback');
  });

  it('keeps no more calls in flight than workers', async () => {
    server = await startServer(17);
    const odoo = await server.open({ workers: 2 });
    let running = 0;
    let most = 0;
    const second = Promise.withResolvers<void>();
    server.odoo.hooks.beforeCall = async () => {
      most = Math.max(most, ++running);
      if (running === 2) second.resolve();
      await second.promise;
    };
    server.odoo.hooks.afterCommit = () => {
      running--;
    };
    await Promise.all(Array.from({ length: 12 }, () => countTemplates(odoo)));
    expect(most).toBe(2);
  });

  it('keeps to the calls a second that are allowed', async () => {
    server = await startServer(17);
    const odoo = await server.open({ maxCallsPerSecond: 50 });
    const before = performance.now();
    await Promise.all(Array.from({ length: 11 }, () => countTemplates(odoo)));
    expect(performance.now() - before).toBeGreaterThan(190);
  });

  it('stops when it is told to', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    const abort = new AbortController();
    server.odoo.hooks.beforeCall = () => abort.abort();
    const error = await failure(
      odoo.call('product.template', 'search_count', [[]], {}, { signal: abort.signal }),
    );
    expect(error.code).toBe('cancelled');
  });

  it('reads records whose text other programs spoiled', async () => {
    server = await startServerItself(14);
    const odoo = await server.open();
    await odoo.call('product.template', 'create', [[{ name: 'Good' }, { name: 'Odd' }]]);
    server.odoo.hooks.onAnswer = (_, body) => body.replace('Odd', 'O\u0001d\ufffed');
    const rows = await odoo.call('product.template', 'search_read', [[], ['name']], { order: 'id' });
    expect(rows).toMatchObject([{ name: 'Good' }, { name: 'Odd' }]);
  });
});
