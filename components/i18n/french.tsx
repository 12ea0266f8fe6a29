'use client';

import { NextIntlClientProvider } from 'next-intl';
import access from '@/lib/i18n/messages/fr/access.json';
import auth from '@/lib/i18n/messages/fr/auth.json';
import catalogue from '@/lib/i18n/messages/fr/catalogue.json';
import edits from '@/lib/i18n/messages/fr/edits.json';
import integrations from '@/lib/i18n/messages/fr/integrations.json';
import notifications from '@/lib/i18n/messages/fr/notifications.json';
import overview from '@/lib/i18n/messages/fr/overview.json';
import search from '@/lib/i18n/messages/fr/search.json';
import spreadsheet from '@/lib/i18n/messages/fr/spreadsheet.json';
import sync from '@/lib/i18n/messages/fr/sync.json';
import trade from '@/lib/i18n/messages/fr/trade.json';
import ui from '@/lib/i18n/messages/fr/ui.json';
import { typesetAll } from '@/lib/i18n/typography';
import type { LanguageProps } from './language-props';

const messages = typesetAll('fr', {
  access,
  auth,
  catalogue,
  edits,
  integrations,
  notifications,
  overview,
  search,
  spreadsheet,
  sync,
  trade,
  ui,
});

/** What pages say in French: a script that the browser keeps, and not a part of every page. */
export function French({ now, timeZone, children }: LanguageProps) {
  return (
    <NextIntlClientProvider locale="fr" messages={messages} now={now} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
