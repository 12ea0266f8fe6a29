import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a text, hex. */
export function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What of a secret may be kept to compare others with: its SHA-256. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares two secrets in a time that tells nothing of either, not even its length. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(secretDigest(one), secretDigest(other));
}
