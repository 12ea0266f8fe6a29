/** What an encrypted text of an outgoing webhook is for; it decrypts for nothing else. */
export const webhookTextPurpose = (id: string) => `notification_webhook:${id}`;
