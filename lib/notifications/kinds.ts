import type { EmailChoice, NotificationKind, WebhookFormat } from '@/db/schema/notifications';
import type { Role } from '@/db/schema/people';

/** What people are told of, the most urgent first. */
export const NOTIFICATION_KINDS = [
  'authentication_lost',
  'safety_halt',
  'run_failing',
  'conflicts_waiting',
  'errors_growing',
  'key_expiring',
  'webhook_silent',
] as const satisfies readonly NotificationKind[];

export const EMAIL_CHOICES = ['off', 'at_once', 'digest'] as const satisfies readonly EmailChoice[];
export const WEBHOOK_FORMATS = ['json', 'slack', 'teams'] as const satisfies readonly WebhookFormat[];

export interface Choice {
  readonly bell: boolean;
  readonly email: EmailChoice;
}

/** Synchronisation stands still: not a matter for tomorrow's letter. */
const URGENT: ReadonlySet<NotificationKind> = new Set(['authentication_lost', 'safety_halt', 'run_failing']);

/** What somebody hears who has chosen nothing: administrators all of it, people who only look under the bell alone. */
export function standardChoice(kind: NotificationKind, role: Role): Choice {
  if (role === 'viewer') return { bell: true, email: 'off' };
  return { bell: true, email: URGENT.has(kind) ? 'at_once' : 'digest' };
}
