import { randomBytes } from 'node:crypto';

/** What an encrypted text of an integration is for; it decrypts for nothing else. */
export const keyPurpose = (id: string) => `integration:${id}:api_key`;
export const webhookPurpose = (id: string) => `integration:${id}:webhook_secret`;

/** A new webhook secret: 192 random bits in characters that need no escaping in an address. */
export const newWebhookSecret = () => randomBytes(24).toString('base64url');
