import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { rememberSecret } from '@/lib/redaction';

export interface EncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Encrypts what must be kept secret at rest (Q1). Texts look like `keyId:iv:tag:ciphertext`, base64url. */
export interface SecretBox {
  /** `purpose` binds the text to its place: it cannot be decrypted for another purpose. */
  encrypt(plain: string, purpose: string): string;
  /** @throws Error when the key is unknown, the text was changed, or the purpose is another. */
  decrypt(encrypted: string, purpose: string): string;
  /** Whether this process has the key the text was encrypted with. */
  knows(encrypted: string): boolean;
  /** True when the text was encrypted with another key than the newest. */
  isOutdated(encrypted: string): boolean;
}

/** AES-256-GCM with the newest key first; older keys only decrypt. */
export function createSecretBox(keys: readonly EncryptionKey[]): SecretBox {
  const [newest] = keys;
  if (!newest) throw new Error('No encryption key.');
  const byId = new Map(keys.map((key) => [key.id, key.key]));
  return {
    encrypt(plain, purpose) {
      rememberSecret(plain);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
      return [newest.id, ...parts].join(':');
    },
    decrypt(encrypted, purpose) {
      const [id = '', iv = '', tag = '', sealed = ''] = encrypted.split(':');
      const key = byId.get(id);
      if (!key) throw new Error(`Encrypted with key "${id}", which ENCRYPTION_KEYS no longer has.`);
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      const plain = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]);
      const text = plain.toString('utf8');
      rememberSecret(text);
      return text;
    },
    knows: (encrypted) => byId.has(encrypted.slice(0, Math.max(0, encrypted.indexOf(':')))),
    isOutdated: (encrypted) => !encrypted.startsWith(`${newest.id}:`),
  };
}
