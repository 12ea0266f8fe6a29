import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { sentencesOf, type Told } from './sentences';

export interface Reader {
  readonly name: string;
  readonly locale: Locale;
}

/** One letter about one or several events, oldest first. A state that is over by now is told once, as over. */
export function letterOf(
  reader: Reader,
  told: readonly (Told & { readonly notificationId: string })[],
  appUrl: string,
): { subject: string; text: string } {
  const over = new Set(
    told.filter(({ event }) => event === 'ended').map(({ notificationId }) => notificationId),
  );
  const news = told.filter(({ event, notificationId }) => event === 'ended' || !over.has(notificationId));
  const items = news.map((one) => sentencesOf(reader.locale, one));
  const say = (key: string, params: Record<string, unknown> = {}) =>
    translate(reader.locale, `notifications.letter.${key}`, params);
  const [first] = items;
  const subject = items.length === 1 && first ? first.title : say('several', { count: items.length });
  const paragraphs = items.map(({ title, message, remedy, path }) =>
    [title, message, remedy, `${appUrl}${path}`].filter(Boolean).join('\n'),
  );
  const choices = `${appUrl}/settings/notifications`;
  return {
    subject: `[Products Manager] ${subject}`,
    text: [say('greeting', { name: reader.name }), ...paragraphs, say('footer', { link: choices })].join(
      '\n\n',
    ),
  };
}
