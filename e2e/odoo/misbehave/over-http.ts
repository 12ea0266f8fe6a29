import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { ruleSchema } from './rules';
import type { Trouble } from './trouble';

const request = z.object({
  add: z.array(ruleSchema).optional(),
  clear: z.boolean().optional(),
  unreachable: z.boolean().optional(),
  stepClock: z.number().optional(),
});

/**
 * `POST /__standin/misbehave` with `{clear?, add?: [{on, does}], unreachable?, stepClock?: seconds}`; answers what is
 * in force. For tests that drive a stand-in of another process.
 */
export function misbehaveOverHttp(
  trouble: Trouble,
  path: string,
  body: Buffer,
  response: ServerResponse,
): boolean {
  if (path !== '/__standin/misbehave') return false;
  const parsed = request.safeParse(body.length === 0 ? {} : json(body));
  if (!parsed.success) {
    send(response, 400, { error: z.prettifyError(parsed.error) });
    return true;
  }
  const { add, clear, unreachable, stepClock } = parsed.data;
  if (clear === true) trouble.clear();
  for (const rule of add ?? []) trouble.add(rule);
  if (unreachable !== undefined) trouble.setUnreachable(unreachable);
  if (stepClock !== undefined) trouble.stepClock(stepClock);
  send(response, 200, trouble.report());
  return true;
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}
