import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from '@/lib/crypto/compare';

export const DEVICE_COOKIE = 'pm-device';
export const DEVICE_SECONDS = 365 * 24 * 3600;

/** A mark that this device has once signed in as `email`: a random name and our signature of both. */
export function markDevice(secret: string, email: string): string {
  const name = randomBytes(12).toString('base64url');
  return `${name}.${signature(secret, email, name)}`;
}

/** The device's name, if the mark is ours and for this e-mail; null for a stranger's device. */
export function knownDevice(secret: string, email: string, mark: string | undefined): string | null {
  const [name, signed] = (mark ?? '').split('.');
  if (!name || !signed) return null;
  return sameSecret(signed, signature(secret, email, name)) ? name : null;
}

function signature(secret: string, email: string, name: string): string {
  return createHmac('sha256', `${secret}:device`)
    .update(`${email.toLowerCase()}\n${name}`)
    .digest('base64url');
}
