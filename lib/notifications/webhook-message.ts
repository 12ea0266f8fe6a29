import type { WebhookFormat } from '@/db/schema/notifications';
import type { Locale } from '@/lib/i18n/locale';
import { sentencesOf, type Told } from './sentences';

/** Which form an address wants, by its host: those of Slack and Teams are known. */
export function formatOf(address: string): WebhookFormat {
  const { hostname } = new URL(address);
  if (/(^|\.)slack(-gov)?\.com$/.test(hostname)) return 'slack';
  const teams = /(^|\.)(webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/;
  return teams.test(hostname) ? 'teams' : 'json';
}

/** What is sent: Slack's text, an adaptive card for Teams, or all of it as fields for a program. */
export function messageOf(
  { format, locale }: { readonly format: WebhookFormat; readonly locale: Locale },
  told: Told & { readonly notificationId: string; readonly at: Date },
  appUrl: string,
): object {
  const { title, message, remedy, path } = sentencesOf(locale, told);
  const link = `${appUrl}${path}`;
  if (format === 'slack') {
    return {
      text: [`*${escapeSlack(title)}*`, escapeSlack(`${message} ${remedy}`.trim()), `<${link}>`]
        .filter(Boolean)
        .join('\n'),
    };
  }
  if (format === 'teams') return teamsCard(title, `${message} ${remedy}`.trim(), link);
  return {
    id: told.notificationId,
    event: told.event === 'raised' ? 'notification.raised' : 'notification.ended',
    kind: told.kind,
    at: told.at.toISOString(),
    integration: told.integration,
    params: told.params,
    title,
    message,
    remedy,
    url: link,
  };
}

/** The three characters that mean something in Slack's text. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function teamsCard(title: string, text: string, link: string): object {
  const block = (content: object) => ({ type: 'TextBlock', wrap: true, ...content });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [block({ text: title, weight: 'Bolder', size: 'Medium' }), ...(text ? [block({ text })] : [])],
    actions: [{ type: 'Action.OpenUrl', title: 'Products Manager', url: link }],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}
