import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { OdooError } from '../errors';
import { parseBaseUrl } from './base-url';
import { DEFAULT_LIMITS, OdooHttp } from './http';
import { Json2Transport } from './json2';
import { namedArguments } from './named-arguments';
import { errorOfPython } from './python-errors';
import { recordedBody } from './recorded/bodies';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Seen {
  path: string;
  headers: Record<string, unknown>;
  body: unknown;
}

/** A transport whose server gives one recorded answer, and what that server saw. */
async function against(answer: { status: number; contentType: string; body: string }) {
  const seen: Seen[] = [];
  const running = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      seen.push({ path: req.url ?? '', headers: req.headers, body: JSON.parse(body) });
      res.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
    });
  });
  server = running;
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
  const { port } = running.address() as AddressInfo;
  const http = new OdooHttp(parseBaseUrl(`http://127.0.0.1:${port}`, false), {
    ...DEFAULT_LIMITS,
    allowInsecure: false,
    connections: 1,
  });
  return { transport: new Json2Transport(http, { database: 'shop', username: 'a', apiKey: 'k3y' }), seen };
}

const options = { timeoutMs: 5_000 };
const call = { uid: 2, model: 'product.template', kwargs: {}, answersNothing: false };

async function failure(promise: Promise<unknown>): Promise<OdooError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof OdooError) return error;
  throw new Error('expected an OdooError');
}

describe('JSON-2 against recorded answers of 19', () => {
  it('reads rows, with named arguments, bearer key and database', async () => {
    const { transport, seen } = await against(recordedBody(19, '58-json2'));
    const args = [[['id', '=', 1]], ['name']];
    const rows = await transport.execute(
      { ...call, method: 'search_read', args, kwargs: { limit: 5 } },
      options,
    );
    expect(rows).toMatchObject([{ default_code: 'CT-RAW', categ_id: false, barcode: false }]);
    expect(seen[0]).toMatchObject({
      path: '/json/2/product.template/search_read',
      headers: { authorization: 'bearer k3y', 'x-odoo-database': 'shop' },
      body: { domain: [['id', '=', 1]], fields: ['name'], limit: 5 },
    });
  });

  it('tells a refused value and a refused key', async () => {
    const refused = await against(recordedBody(19, '59-json2-error'));
    const create = { ...call, method: 'create', args: [{}] };
    expect((await failure(refused.transport.execute(create, options))).code).toBe('validation');
    server?.close();
    const keyless = await against(recordedBody(19, '60-json2-no-key'));
    expect(await keyless.transport.authenticate(options)).toBeNull();
  });

  it('is absent before 19', async () => {
    const { transport } = await against({ ...recordedBody(18, '60-json2-no-key'), status: 404 });
    expect((await failure(transport.authenticate(options))).code).toBe('not_odoo');
  });

  it('answers one id for one record, strips what PostgreSQL cannot keep', async () => {
    const { transport, seen } = await against({ status: 200, contentType: 'application/json', body: '[28]' });
    expect(
      await transport.execute({ ...call, method: 'create', args: [{ name: 'a\u0000b' }] }, options),
    ).toBe(28);
    expect(seen[0]?.body).toEqual({ vals_list: { name: 'ab' } });
    expect(await transport.execute({ ...call, method: 'create', args: [[{ name: 'c' }]] }, options)).toEqual([
      28,
    ]);
  });

  it('never writes without ids, which Odoo would call done', async () => {
    const { transport, seen } = await against({ status: 200, contentType: 'application/json', body: 'true' });
    const write = { ...call, method: 'write', args: [], kwargs: { vals: { name: 'x' } } };
    expect((await failure(transport.execute(write, options))).code).toBe('unsupported');
    expect(seen).toHaveLength(0);
  });
});

describe('namedArguments', () => {
  it.each([
    ['write', [[1], { a: 1 }], { ids: [1], vals: { a: 1 } }],
    ['action_apply_inventory', [[4, 5]], { ids: [4, 5] }],
    ['load', [['id'], [['x']]], { fields: ['id'], data: [['x']] }],
    ['check_access_rights', ['read', false], { operation: 'read', raise_exception: false }],
  ])('%s', (method, args, expected) => {
    expect(namedArguments(method, args, {})).toEqual(expected);
  });

  it('refuses positions it has no name for', () => {
    expect(() => namedArguments('action_something', [[1], 'more'], {})).toThrow('unsupported');
  });
});

describe('errorOfPython', () => {
  it.each([
    ['odoo.exceptions.AccessError', "… 'Product' (product.template) …", 403, 'permission'],
    ['odoo.exceptions.MissingError', 'gone\n(Record: product.template(9,), User: 2)', 404, 'missing_record'],
    ['odoo.exceptions.UserError', 'Quants cannot be created for consumables or services.', 422, 'validation'],
    ['werkzeug.exceptions.NotFound', "the model 'no.such' does not exist", 404, 'unknown_model'],
    ['werkzeug.exceptions.NotFound', "The method 'x.y' does not exist", 404, 'unsupported'],
    ['builtins.ValueError', "Invalid field 'no_such' on 'product.template'", 500, 'unknown_field'],
    ['psycopg2.errors.SerializationFailure', 'could not serialize access', 500, 'serialization'],
    ['psycopg2.OperationalError', 'server closed the connection', 500, 'server_error'],
    ['builtins.RuntimeError', 'boom', 500, 'traceback'],
  ])('%s %s', (name, message, status, code) => {
    expect(errorOfPython(name, message, status, { model: 'no.such' }).code).toBe(code);
  });
});
