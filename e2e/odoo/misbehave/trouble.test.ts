import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningOdoo, startOdoo } from '../server';
import { Trouble } from './trouble';

const trouble = new Trouble();
let odoo: RunningOdoo;
let key: string;

beforeAll(async () => {
  odoo = await startOdoo({ version: 19, hooks: trouble.hooks, now: trouble.now });
  key = await odoo.apiKey('admin');
});
afterAll(() => odoo.close());
afterEach(() => trouble.clear());

async function call(model: string, method: string, body: object): Promise<Response> {
  return fetch(`${odoo.url}/json/2/${model}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `bearer ${key}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5000),
  });
}

async function named(name: string): Promise<number> {
  return (await call('res.partner', 'search_count', { domain: [['name', '=', name]] })).json();
}

describe('a misbehaving Odoo', () => {
  it('loses the answer of a create that was done', async () => {
    trouble.add({
      on: { model: 'res.partner', method: 'create', nth: 1 },
      does: { kind: 'drop', when: 'after' },
    });
    await expect(call('res.partner', 'create', { vals_list: [{ name: 'Perdue' }] })).rejects.toThrow();
    expect(await named('Perdue')).toBe(1);
    await call('res.partner', 'create', { vals_list: [{ name: 'Perdue' }] });
    expect(await named('Perdue')).toBe(2);
  });

  it('drops the line before any work', async () => {
    trouble.add({ on: { method: 'create', times: 1 }, does: { kind: 'drop', when: 'before' } });
    await expect(call('res.partner', 'create', { vals_list: [{ name: 'Jamais' }] })).rejects.toThrow();
    expect(await named('Jamais')).toBe(0);
  });

  it('cuts an answer in the middle, the work being done', async () => {
    trouble.add({ on: { method: 'create' }, does: { kind: 'drop', when: 'middle' } });
    const cut = call('res.partner', 'create', { vals_list: [{ name: 'Coupée' }] }).then((answer) =>
      answer.text(),
    );
    await expect(cut).rejects.toThrow();
    trouble.clear();
    expect(await named('Coupée')).toBe(1);
  });

  it('shows a proxy page, a rate limit and a serialisation failure, with nothing done', async () => {
    trouble.add({ on: { method: 'create', nth: 1 }, does: { kind: 'http', status: 502 } });
    trouble.add({ on: { method: 'create', nth: 1 }, does: { kind: 'rate-limit', retryAfter: 7 } });
    trouble.add({ on: { method: 'create', nth: 1 }, does: { kind: 'serialization' } });
    const make = () => call('res.partner', 'create', { vals_list: [{ name: 'Rien' }] });
    const gateway = await make();
    expect([gateway.status, await gateway.text()]).toEqual([502, expect.stringContaining('nginx')]);
    const limited = await make();
    expect([limited.status, limited.headers.get('Retry-After')]).toEqual([429, '7']);
    const serial = await make();
    expect([serial.status, await serial.text()]).toEqual([
      500,
      expect.stringContaining('could not serialize access'),
    ]);
    expect(await named('Rien')).toBe(0);
  });

  it('answers an empty list, and steps its clock', async () => {
    trouble.add({ on: { method: 'search_read' }, does: { kind: 'empty' } });
    expect(await (await call('res.partner', 'search_read', { domain: [], fields: ['name'] })).json()).toEqual(
      [],
    );
    trouble.stepClock(3600);
    await call('res.partner', 'create', { vals_list: [{ name: 'Demain' }] });
    trouble.clear();
    const [row] = await (
      await call('res.partner', 'search_read', { domain: [['name', '=', 'Demain']], fields: ['write_date'] })
    ).json();
    expect(Date.parse(`${row.write_date.replace(' ', 'T')}Z`)).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('cannot be reached at all', async () => {
    trouble.setUnreachable(true);
    await expect(call('res.partner', 'search_count', {})).rejects.toThrow();
  });
});
