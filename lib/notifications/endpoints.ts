import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf } from '@/lib/http/list';
import { choiceView, notificationList } from './answers';
import { choicesInput } from './choices';
import { NOTIFICATION_KINDS, WEBHOOK_FORMATS } from './kinds';
import { notificationQuery } from './list';
import { newWebhook, webhookPatch } from './webhooks';

const webhookId = z.object({ id: z.uuid() });
const choices = z.object({
  data: z.array(choiceView),
  /** Whether letters can be sent at all: an operator has set a mail server. */
  mail_available: z.boolean(),
});
const webhook = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Of the address, which is as secret as a key and is never shown again. */
  host: z.string(),
  format: z.enum(WEBHOOK_FORMATS),
  kinds: z.array(z.enum(NOTIFICATION_KINDS)),
  locale: z.enum(['fr', 'en']),
  enabled: z.boolean(),
  created_at: z.iso.datetime(),
});

export const readNotifications = endpoint({
  method: 'GET',
  path: '/api/v1/notifications',
  tag: 'notifications',
  summary: 'What needs or needed a person, the newest first, in the reader’s language',
  access: 'viewer',
  query: notificationQuery,
  answer: notificationList,
  errors: ['invalid_cursor'],
});

export const seeNotifications = endpoint({
  method: 'POST',
  path: '/api/v1/notifications/seen',
  tag: 'notifications',
  summary: 'Mark all notifications as seen by the signed-in person',
  access: 'viewer',
  errors: ['not_found'],
});

export const readOwnChoices = endpoint({
  method: 'GET',
  path: '/api/v1/me/notifications',
  tag: 'notifications',
  summary: 'What the signed-in person is told of, kind by kind',
  access: 'viewer',
  answer: choices,
  errors: ['not_found'],
});

export const changeOwnChoices = endpoint({
  method: 'PUT',
  path: '/api/v1/me/notifications',
  tag: 'notifications',
  summary: 'Choose, for the kinds given, the bell and the e-mail: off, at once, or in the day’s digest',
  access: 'viewer',
  body: choicesInput,
  answer: choices,
  errors: ['not_found'],
});

export const tryOwnLetter = endpoint({
  method: 'POST',
  path: '/api/v1/me/notifications/test',
  tag: 'notifications',
  summary: 'Send the signed-in administrator a letter there and then, to try the mail server',
  access: 'admin',
  errors: ['not_found', 'mail_unavailable', 'mail_refused'],
});

export const readNotificationWebhooks = endpoint({
  method: 'GET',
  path: '/api/v1/notification-webhooks',
  tag: 'notifications',
  summary: 'The addresses outside that are told, without the addresses themselves',
  access: 'admin',
  answer: listOf(webhook.extend({ failure: z.string().nullable() })),
});

export const addNotificationWebhook = endpoint({
  method: 'POST',
  path: '/api/v1/notification-webhooks',
  tag: 'notifications',
  summary:
    'Tell an address outside: a program, Slack or Teams; the secret of its signatures is in this answer only',
  access: 'admin',
  body: newWebhook,
  answer: webhook.extend({ secret: z.string() }),
  status: 201,
  secretAnswer: true,
  sensitive: true,
});

export const changeNotificationWebhook = endpoint({
  method: 'PATCH',
  path: '/api/v1/notification-webhooks/{id}',
  tag: 'notifications',
  summary: 'Rename it, choose its kinds, turn it on or off',
  access: 'admin',
  params: webhookId,
  body: webhookPatch,
  answer: webhook,
  errors: ['not_found'],
});

export const dropNotificationWebhook = endpoint({
  method: 'DELETE',
  path: '/api/v1/notification-webhooks/{id}',
  tag: 'notifications',
  summary: 'Forget an address',
  access: 'admin',
  params: webhookId,
  errors: ['not_found'],
});

export const tryNotificationWebhook = endpoint({
  method: 'POST',
  path: '/api/v1/notification-webhooks/{id}/test',
  tag: 'notifications',
  summary: 'Send an example there and then',
  access: 'admin',
  params: webhookId,
  errors: ['not_found', 'webhook_refused'],
});

export const notificationEndpoints = [
  readNotifications,
  seeNotifications,
  readOwnChoices,
  changeOwnChoices,
  tryOwnLetter,
  readNotificationWebhooks,
  addNotificationWebhook,
  changeNotificationWebhook,
  dropNotificationWebhook,
  tryNotificationWebhook,
];
