import { z } from 'zod';
import { OdooError } from '../errors';
import { assertBoundedJson, SHORT_ANSWER_BYTES } from './answer-bounds';
import type { OdooHttp } from './http';
import type { TransportOptions } from './transport';

const Listed = z.object({ result: z.array(z.string()) });

/**
 * The list behind Odoo's login page, on every version where listing is allowed (FACTS.md A, Databases); the only one
 * since saas~19.1, which has no `db` service. @throws OdooError access_denied where the server keeps it to itself
 */
export async function listDatabasesOfLogin(http: OdooHttp, options: TransportOptions): Promise<string[]> {
  const answer = await http.send({
    path: '/web/database/list',
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', params: {} }),
    headers: { 'content-type': 'application/json' },
    maxAnswerBytes: SHORT_ANSWER_BYTES,
    ...options,
  });
  const listed = Listed.safeParse(read(answer.body));
  if (!listed.success) throw new OdooError('access_denied', {}, 'answered');
  return listed.data.result;
}

function read(body: Buffer): unknown {
  assertBoundedJson(body);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
