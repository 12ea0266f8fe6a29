import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import pLimit from 'p-limit';
import { z } from 'zod';

/** OWASP's figure for scrypt, in the form that takes the least memory (16 MiB): N=2^14, r=8, p=5. */
const COST = { N: 2 ** 14, r: 8, p: 5 };
const KEY_LENGTH = 32;
/** Each keeps a core busy for as long as it lasts: many who sign in at once wait for each other. */
const atOnce = pLimit(2);

const COMMON = new Set(dictionary['passwords-common']);

/** A new password: at least 10 characters, and none of those that everybody tries first. */
export const passwordSchema = z
  .string()
  .min(10)
  .max(200)
  .refine((password) => !isCommon(password), { error: 'common_password' });

/** A common one stays common with digits and marks around it, or with capital letters. */
function isCommon(password: string): boolean {
  const plain = password.toLowerCase();
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return COMMON.has(plain) || COMMON.has(core) || new Set(plain).size < 4;
}

/** scrypt with a salt of its own: `scrypt:N:r:p:salt:key`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST, KEY_LENGTH);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join(':');
}

/** Compares in constant time. A hash nobody could have made is simply a mismatch. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = hash.split(':');
  if (scheme !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost, expected.length);
  return timingSafeEqual(actual, expected);
}

/** Whether a hash was made cheaper than hashes are made now: it is made anew when its password is next known. */
export function isWeakHash(hash: string): boolean {
  const [, n, r, p] = hash.split(':');
  return Number(n) * Number(r) * Number(p) < COST.N * COST.r * COST.p;
}

/** The hash of no password: checking against it costs as long as a real one, so that a stranger learns nothing. */
export const NO_PASSWORD = `scrypt:${COST.N}:${COST.r}:${COST.p}:${'A'.repeat(22)}:${'A'.repeat(43)}`;

function derive(
  password: string,
  salt: Buffer,
  cost: { N: number; r: number; p: number },
  length: number,
): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return atOnce(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, length, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}
