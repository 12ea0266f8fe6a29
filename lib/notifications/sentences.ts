import type { NotificationKind } from '@/db/schema/notifications';
import type { Locale } from '@/lib/i18n/locale';
import { explainCode, translate } from '@/lib/i18n/translate';

export interface Told {
  readonly kind: NotificationKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly event: 'raised' | 'ended';
  readonly integration: { readonly id: string; readonly name: string };
}

export interface Sentences {
  readonly title: string;
  /** What is the case, in one or two sentences; empty when it is over. */
  readonly message: string;
  /** What a person can do. */
  readonly remedy: string;
  /** Where to do it, within the application. */
  readonly path: string;
}

/** A notification in words: in the interface, in letters and in webhooks alike. */
export function sentencesOf(locale: Locale, { kind, params, event, integration }: Told): Sentences {
  const values = { ...params, name: integration.name, date: dayOf(locale, params.date) };
  const title = translate(locale, `notifications.${event}.${kind}`, values);
  const path = pathOf(kind, params, integration.id);
  if (event === 'ended') return { title, message: '', remedy: '', path };
  if (typeof params.code === 'string') return { title, ...explainCode(locale, params.code, params), path };
  const overdue = kind === 'key_expiring' && params.overdue === true ? '_overdue' : '';
  return {
    title,
    message: translate(locale, `notifications.message.${kind}${overdue}`, values),
    remedy: translate(locale, `notifications.remedy.${kind}`, values),
    path,
  };
}

function pathOf(kind: NotificationKind, params: Told['params'], integrationId: string): string {
  if (kind === 'conflicts_waiting') return '/sync/conflicts';
  if (kind === 'errors_growing') return '/sync/errors';
  if (kind === 'run_failing' && typeof params.run_id === 'string') return `/sync/runs/${params.run_id}`;
  if (kind === 'safety_halt' && params.code === 'odoo_went_back') return `/sync/identity/${integrationId}`;
  return `/settings/integrations/${integrationId}`;
}

function dayOf(locale: Locale, at: unknown): string {
  return typeof at === 'string' ? new Date(at).toLocaleDateString(locale, { dateStyle: 'long' }) : '';
}
