import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { env } from '@/lib/env';
import { LOCALE_COOKIE, pickLocale } from './locale';
import { loadMessages } from './messages';

/** Tells next-intl the language of a page: the cookie, else the browser's, else French. No locale in paths. Days are the shop's. */
export default getRequestConfig(async () => {
  const locale = pickLocale(
    (await cookies()).get(LOCALE_COOKIE)?.value,
    (await headers()).get('accept-language'),
  );
  return { locale, messages: loadMessages(locale), timeZone: env().TIME_ZONE, now: new Date() };
});
