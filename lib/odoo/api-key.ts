/** Odoo's keys are 40 hexadecimal characters on every version (FACTS.md A, Users). */
export function looksLikeKey(secret: string): boolean {
  return /^[0-9a-f]{40}$/i.test(secret);
}
