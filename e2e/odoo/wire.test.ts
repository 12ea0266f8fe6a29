import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningOdoo, startOdoo } from './server';
import { RECORDED_VERSIONS, type RecordedVersion } from './version';
import { type RawAnswer, rawRequest, type Value, xmlCall } from './wire/raw-request';

const rawSchema = z.record(z.string(), z.object({ headers: z.string(), body: z.string() }));

function recorded(version: RecordedVersion) {
  const file = join(import.meta.dirname, 'recordings', 'raw', `${version}.json.gz`);
  return rawSchema.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
}

type Ask = (odoo: RunningOdoo) => Promise<RawAnswer>;

const xml =
  (
    service: string,
    method: string,
    params: (database: string) => readonly Value[],
    root = '/xmlrpc/2',
  ): Ask =>
  (odoo) =>
    rawRequest(odoo.url, `${root}/${service}`, { body: xmlCall(method, params(odoo.database)) });

const kw = (
  model: string,
  method: string,
  args: readonly Value[],
  kwargs: { [key: string]: Value } = {},
): Ask => xml('object', 'execute_kw', (database) => [database, 2, 'admin', model, method, args, kwargs]);

const json =
  (params: (database: string) => Value, id = 1): Ask =>
  (odoo) =>
    rawRequest(odoo.url, '/jsonrpc', {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id, params: params(odoo.database) }),
    });

/** Questions whose recorded answer holds nothing of the recorded database. */
const QUESTIONS: Record<string, Ask> = {
  '01-version': xml('common', 'version', () => []),
  '02-authenticate': xml('common', 'authenticate', (database) => [database, 'admin', 'admin', {}]),
  '03-authenticate-wrong': xml('common', 'authenticate', (database) => [database, 'admin', 'wrong', {}]),
  '05-search-empty': kw('product.template', 'search', [[['id', '=', 0]]]),
  '12-write-true': kw('product.template', 'write', [[1], { name: 'Écrit' }]),
  '20-fault1-unknown-field': kw('product.template', 'create', [{ name: 'x', no_such_field: 1 }]),
  '21-fault1-unknown-model': kw('no.such.model', 'search', [[]]),
  '22-fault1-none': kw('product.template', 'action_archive', [[1]]),
  '25-fault2-missing': kw('product.template', 'write', [[99_999_999], { name: 'x' }]),
  '27-fault3-access-denied': xml('object', 'execute_kw', (database) => [
    database,
    2,
    'wrong',
    'res.users',
    'search',
    [[]],
  ]),
  '31-fault1-malformed-xml': (odoo) =>
    rawRequest(odoo.url, '/xmlrpc/2/common', { body: '<methodCall><methodName' }),
  '32-xmlrpc1-fault-access-denied': xml(
    'object',
    'execute_kw',
    (database) => [database, 2, 'wrong', 'res.users', 'search', [[]]],
    '/xmlrpc',
  ),
  '41-get-405': (odoo) => rawRequest(odoo.url, '/xmlrpc/2/common', { method: 'GET' }),
  '50-jsonrpc-version': json(() => ({ service: 'common', method: 'version', args: [] })),
  '52-jsonrpc-none': json(
    (database) => ({
      service: 'object',
      method: 'execute_kw',
      args: [database, 2, 'admin', 'stock.quant', 'action_apply_inventory', [[]]],
    }),
    7,
  ),
  '56-jsonrpc-malformed': (odoo) =>
    rawRequest(odoo.url, '/jsonrpc', {
      headers: { 'Content-Type': 'application/json' },
      body: '{"jsonrpc": ',
    }),
};

/** Status and headers that a client may lean on. */
function manners(status: string, headers: Readonly<Record<string, string | undefined>>) {
  return {
    status,
    type: headers['content-type']?.replaceAll(' ', ''),
    connection: headers.connection,
    sniff: headers['x-content-type-options'],
    encoding: headers['content-encoding'],
    allow: headers.allow?.split(/, */).sort().join(),
  };
}

function recordedManners(text: string) {
  const [first = '', ...lines] = text.split('\n').map((line) => line.trim());
  const headers = Object.fromEntries(
    lines
      .filter((line) => /^[\w-]+: /.test(line))
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  return manners(first.split(' ')[1] ?? '', headers);
}

/** Frames of tracebacks and the words of its XML parser are the server's own business. */
function plain(body: string): string {
  return body
    .replace(/\r\n/g, '\n')
    .replace(/(Traceback \(most recent call last\):\n)(?: {2}.*\n)+/, '$1')
    .replace(/(ExpatError): .*/, '$1')
    .trimEnd();
}

/** XML as it is, byte by byte; JSON by its values, without the server's traceback. */
function shape(body: string): unknown {
  if (!body.startsWith('{')) return plain(body);
  const { id: _id, ...answer } = z
    .looseObject({ error: z.looseObject({ data: z.looseObject({}) }).optional() })
    .parse(JSON.parse(body));
  if (answer.error !== undefined) delete answer.error.data.debug;
  return answer;
}

describe.each(RECORDED_VERSIONS)('the wire of Odoo %i', (version) => {
  let odoo: RunningOdoo;
  const raw = recorded(version);
  beforeAll(async () => {
    odoo = await startOdoo({
      version,
      seed: (env) => void env.model('product.template').create({ name: 'Un' }),
    });
  });
  afterAll(() => odoo.close());

  it.each(Object.keys(QUESTIONS))('%s: the same bytes, the same manners', async (name) => {
    const there = raw[name];
    if (there === undefined) throw new Error(`Not recorded: ${name}`);
    const here = await QUESTIONS[name]?.(odoo);
    expect(manners(here?.status ?? '', here?.headers ?? {})).toEqual(recordedManners(there.headers));
    expect(shape(here?.body ?? '')).toEqual(shape(there.body));
  });
});
