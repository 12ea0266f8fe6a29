import { request } from 'node:http';

export interface RawAnswer {
  /** "200 OK" */
  readonly status: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Sends bytes as they are and answers what came back, headers in lower case. */
export function rawRequest(
  url: string,
  path: string,
  options: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const method = options.method ?? 'POST';
    const headers = { 'Content-Type': 'text/xml', ...options.headers };
    const call = request(`${url}${path}`, { method, headers, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => {
        const shown = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
        );
        resolve({ status: `${answer.statusCode}`, headers: shown, body });
      });
    });
    call.on('error', reject);
    call.end(options.body ?? '');
  });
}

/** An XML-RPC call as a client writes it. */
export function xmlCall(method: string, params: readonly Value[]): string {
  const list = params.map((param) => `<param><value>${xmlValue(param)}</value></param>`).join('');
  return `<?xml version='1.0'?><methodCall><methodName>${method}</methodName><params>${list}</params></methodCall>`;
}

function xmlValue(value: Value): string {
  if (value === null) return '<nil/>';
  if (typeof value === 'boolean') return `<boolean>${value ? 1 : 0}</boolean>`;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `<int>${value}</int>` : `<double>${value}</double>`;
  if (typeof value === 'string')
    return `<string>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</string>`;
  if (isList(value))
    return `<array><data>${value.map((one) => `<value>${xmlValue(one)}</value>`).join('')}</data></array>`;
  const members = Object.entries(value).map(
    ([name, one]) => `<member><name>${name}</name><value>${xmlValue(one)}</value></member>`,
  );
  return `<struct>${members.join('')}</struct>`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
