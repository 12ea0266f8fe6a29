import type { OdooVersion } from '../version';

/** What a HTML field keeps: 14 everything, 15 and later nothing that runs; bare text becomes a paragraph. */
export function sanitizeHtml(version: OdooVersion, html: string): string {
  const wrapped = /^\s*</.test(html) ? html : `<p>${html}</p>`;
  if (version === 14) return wrapped;
  return wrapped
    .replace(/<script[\s\S]*?<\/script>/gi, '')
    .replace(/\son\w+="[^"]*"/gi, '')
    .replace(/\s*\/>/g, '>');
}
