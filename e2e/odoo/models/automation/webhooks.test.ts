import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningOdoo, startOdoo } from '../../server';
import type { OdooVersion } from '../../version';

/** A receiver that notes each body and, meanwhile, whether Odoo shows the record to others already. */
async function startSink(answer: 'at once' | 'never' = 'at once') {
  const bodies: Record<string, unknown>[] = [];
  const visible: boolean[] = [];
  let look: (id: number) => boolean = () => false;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const body = JSON.parse(text);
      bodies.push(body);
      visible.push(look(body._id));
      if (answer === 'at once') response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?k=secret`,
    bodies,
    visible,
    lookWith: (fn: typeof look) => {
      look = fn;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let odoo: RunningOdoo;
let sink: Awaited<ReturnType<typeof startSink>>;
afterEach(async () => {
  await odoo.close();
  sink.close();
});

async function automate(trigger: string, fields: readonly string[], triggerFields: readonly string[] = []) {
  await odoo.as('admin', (env) => {
    const model = env.model('ir.model').search([['model', '=', 'product.template']])[0] ?? 0;
    const idsOf = (names: readonly string[]) =>
      names.flatMap((name) =>
        env.model('ir.model.fields').search([
          ['model', '=', 'product.template'],
          ['name', '=', name],
        ]),
      );
    env.model('base.automation').create({
      name: 'Vers le catalogue',
      model_id: model,
      trigger,
      trigger_field_ids: [[6, 0, idsOf(triggerFields)]],
      action_server_ids: [
        [
          0,
          0,
          {
            name: 'Appel',
            model_id: model,
            state: 'webhook',
            webhook_url: sink.url,
            webhook_field_ids: [[6, 0, idsOf(fields)]],
          },
        ],
      ],
    });
  });
}

const create = (vals: { [field: string]: string | number }) =>
  odoo.as('admin', (env) => env.model('product.template').create(vals));

describe.each([
  [17, 14, false],
  [18, 15, false],
  [19, 15, true],
] as const)('webhooks of Odoo %i', (version: OdooVersion, requests, visible) => {
  it('sends as many requests as recorded, before the commit up to 18 and after it on 19', async () => {
    odoo = await startOdoo({ version });
    sink = await startSink();
    sink.lookWith((id) => odoo.db.table('product.template').rows.has(id));
    await automate('on_create_or_write', [
      'name',
      'list_price',
      'categ_id',
      'product_variant_ids',
      'write_date',
    ]);
    const id = await create({ name: 'Lampe', list_price: 3 });
    expect(sink.bodies.length).toBe(requests);
    expect(new Set(sink.visible)).toEqual(new Set([visible]));
    expect(sink.bodies[0]).toEqual({
      _action:
        version === 19
          ? expect.stringMatching(/^Appel\(#\d+\)$/)
          : expect.stringMatching(/^Send Webhook Notification\(#\d+\)$/),
      _id: id,
      _model: 'product.template',
      id,
      name: 'Lampe',
      list_price: 3,
      categ_id: version === 19 ? false : 1,
      product_variant_ids: [],
      write_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
    });
  });

  it('sends one request for a trigger field that changed, none for another or for the same value', async () => {
    odoo = await startOdoo({ version });
    sink = await startSink();
    await automate('on_create_or_write', ['name'], ['list_price']);
    const id = await create({ name: 'Lampe', list_price: 3 });
    const write = (vals: { [field: string]: string | number }) =>
      odoo.as('admin', (env) => env.model('product.template').write([id], vals));
    const counts = [sink.bodies.length];
    const edits: { [field: string]: string | number }[] = [
      { name: 'Lampadaire' },
      { list_price: 4 },
      { list_price: 4 },
    ];
    for (const vals of edits) {
      await write(vals);
      counts.push(sink.bodies.length);
    }
    expect(counts).toEqual([1, 1, 2, 2]);
  });

  it('announces what then fails up to 18, and nothing of it on 19', async () => {
    odoo = await startOdoo({ version });
    sink = await startSink();
    await create({ name: 'Première', barcode: '3760412001008' });
    await automate('on_create_or_write', ['name']);
    await expect(create({ name: 'Seconde', barcode: '3760412001008' })).rejects.toThrow('Barcode');
    expect(sink.bodies.length).toBe(visible ? 0 : requests - 2);
  });
});

it('waits one second for a receiver that never answers, inside the call', async () => {
  odoo = await startOdoo({ version: 17 });
  sink = await startSink('never');
  const id = await create({ name: 'Lente' });
  await automate('on_write', []);
  const start = performance.now();
  await odoo.as('admin', (env) => env.model('product.template').write([id], { name: 'Lente b' }));
  const seconds = (performance.now() - start) / 1000;
  expect(seconds).toBeGreaterThan(0.95);
  expect(seconds).toBeLessThan(2);
  expect(Object.keys(sink.bodies[0] ?? {})).toEqual(['_action', '_id', '_model']);
});
