/** As Odoo says instants: UTC, whole seconds, "2026-11-23 22:10:32". */
export function odooInstant(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}
