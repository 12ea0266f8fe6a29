/** A record's form in Odoo's own pages. From 18 on those have other addresses, and lead on from this one. */
export function recordAddress(baseUrl: string, model: string, id: number): string {
  return `${baseUrl}/web#${new URLSearchParams({ id: String(id), model, view_type: 'form' })}`;
}
