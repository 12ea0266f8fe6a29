/** As Odoo says instants: UTC, whole seconds, "2026-11-23 22:10:32". */
export function odooInstant(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

/** What Odoo says as such an instant. */
export function instantOf(said: string): Date {
  return new Date(`${said.replace(' ', 'T')}Z`);
}
