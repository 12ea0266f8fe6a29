import type { CallRecord } from '../wire/hooks';

/** The same answer with an empty list for its result. */
export function emptyList(via: CallRecord['via'], body: string): string {
  if (via === 'json2') return '[]';
  if (via === 'jsonrpc') return '{"jsonrpc": "2.0", "id": 1, "result": []}';
  const head = body.slice(0, body.indexOf('<methodResponse>'));
  return `${head}<methodResponse>\n<params>\n<param>\n<value><array><data>\n</data></array></value>\n</param>\n</params>\n</methodResponse>\n`;
}
