import { createHash } from 'node:crypto';

/** Names that mean the same to a person: "Élodie " = "elodie" (requirements I5, accent- and case-insensitive). */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Short stable name for an external id. */
export function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 16);
}
