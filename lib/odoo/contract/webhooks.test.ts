import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVERS, type Server, startServer } from '@/e2e/support/odoo-servers';
import { addUser, CATALOGUE } from '@/e2e/support/odoo-users';
import { OdooError } from '../errors';
import { findWebhooks, installWebhooks, removeWebhooks } from '../intentions/webhooks';
import type { OdooSession } from '../session';

function wanted(secret: string) {
  const url = `http://127.0.0.1:9/api/v1/webhooks/odoo/products?token=${secret}`;
  return [
    { model: 'product.template', url, fields: ['name', 'list_price', 'no_such_field'] },
    { model: 'product.product', url, fields: ['default_code', 'lst_price'] },
    { model: 'no.such.model', url, fields: ['name'] },
  ];
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.catch((thrown: unknown) => thrown);
  return error instanceof OdooError ? { code: error.code, params: error.params } : error;
}

const WITH_WEBHOOKS = SERVERS.filter(({ version }) => version >= 17);
const WITHOUT = SERVERS.filter(({ version }) => version < 17);

describe.each(WITH_WEBHOOKS)('webhooks on Odoo $version over $transport', ({ version, transport }) => {
  let server: Server;
  let odoo: OdooSession;

  beforeAll(async () => {
    server = await startServer(version, transport);
    odoo = await server.open();
  });
  afterAll(() => server.close());

  /** Names of the fields that each rule watches. */
  const announced = () =>
    server.odoo.as('admin', (env) => {
      const rules = env.model('base.automation');
      const fields = env.model('ir.model.fields');
      return rules
        .search([], { order: 'id' })
        .map((rule) => rules.many(rule, 'trigger_field_ids'))
        .map((ids) => ids.map((id) => fields.text(id, 'name')).toSorted());
    });

  it('installs one rule a model, renews it, and takes it out again', async () => {
    expect(await installWebhooks(odoo, wanted('first'))).toEqual([
      { model: 'product.template', created: true },
      { model: 'product.product', created: true },
    ]);
    expect(await installWebhooks(odoo, wanted('second'))).toEqual([
      { model: 'product.template', created: false },
      { model: 'product.product', created: false },
    ]);
    // A price put together when read (before saas~19.1) has no change of its own to announce.
    const ownPrice = version > 19 ? ['lst_price'] : [];
    expect(await announced()).toEqual([
      ['list_price', 'name'],
      ['default_code', ...ownPrice],
    ]);
    const found = await findWebhooks(odoo, wanted('any'));
    expect(found.map(({ model, url, active }) => [model, url.split('token=')[1], active])).toEqual([
      ['product.template', 'second', true],
      ['product.product', 'second', true],
    ]);
    expect(await removeWebhooks(odoo, wanted('any'))).toBe(2);
    expect(await findWebhooks(odoo, wanted('any'))).toEqual([]);
  });

  it('asks for an administrator', async () => {
    const clerk = await server.open({
      username: 'clerk',
      apiKey: await addUser(server.odoo, 'clerk', CATALOGUE),
    });
    expect(await failure(installWebhooks(clerk, wanted('a')))).toMatchObject({
      code: 'permission',
      params: { model: 'base.automation', groups: ['Administration / Settings'] },
    });
  });
});

describe.each(WITHOUT)('webhooks on Odoo $version', ({ version, transport }) => {
  it('says that this version has none', async () => {
    const server = await startServer(version, transport);
    expect(await failure(installWebhooks(await server.open(), wanted('a')))).toMatchObject({
      code: 'unsupported',
      params: { cause: 'version' },
    });
    await server.close();
  });
});
