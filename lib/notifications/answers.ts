import { z } from 'zod';
import { listOf } from '@/lib/http/list';
import { EMAIL_CHOICES, NOTIFICATION_KINDS } from './kinds';

/** One notification as the API answers it, in words of the reader's language. */
export const notificationView = z.object({
  id: z.uuid(),
  integration_id: z.uuid(),
  integration_name: z.string(),
  kind: z.enum(NOTIFICATION_KINDS),
  title: z.string(),
  message: z.string(),
  remedy: z.string(),
  /** Where to act, within the application. */
  path: z.string(),
  raised_at: z.string(),
  ended_at: z.string().nullable(),
  /** Whether the person who asks has seen it; always false for a token. */
  seen: z.boolean(),
});
export type NotificationView = z.output<typeof notificationView>;

export const notificationList = listOf(notificationView).extend({
  /** How many that last have not been seen. */
  unseen: z.number().int(),
});
export type NotificationList = z.output<typeof notificationList>;

/** What one person hears of one kind. */
export const choiceView = z.object({
  kind: z.enum(NOTIFICATION_KINDS),
  bell: z.boolean(),
  email: z.enum(EMAIL_CHOICES),
});
export type ChoiceView = z.output<typeof choiceView>;
