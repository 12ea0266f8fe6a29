import type { syncErrors } from '@/db/schema/inbox';

/** What Odoo itself said, where it said anything: an error's message may begin with our own code for it. */
export function wordsOfOdoo({
  code,
  message,
  params,
}: Pick<typeof syncErrors.$inferSelect, 'code' | 'message' | 'params'>): string {
  if (typeof params.odooMessage === 'string') return params.odooMessage;
  if (message === code) return '';
  return message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message;
}
