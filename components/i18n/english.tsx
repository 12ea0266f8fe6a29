'use client';

import { NextIntlClientProvider } from 'next-intl';
import access from '@/lib/i18n/messages/en/access.json';
import auth from '@/lib/i18n/messages/en/auth.json';
import catalogue from '@/lib/i18n/messages/en/catalogue.json';
import edits from '@/lib/i18n/messages/en/edits.json';
import integrations from '@/lib/i18n/messages/en/integrations.json';
import notifications from '@/lib/i18n/messages/en/notifications.json';
import overview from '@/lib/i18n/messages/en/overview.json';
import search from '@/lib/i18n/messages/en/search.json';
import spreadsheet from '@/lib/i18n/messages/en/spreadsheet.json';
import sync from '@/lib/i18n/messages/en/sync.json';
import trade from '@/lib/i18n/messages/en/trade.json';
import ui from '@/lib/i18n/messages/en/ui.json';
import type { LanguageProps } from './language-props';

const messages = {
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
};

/** What pages say in English: a script that the browser keeps, and not a part of every page. */
export function English({ now, timeZone, children }: LanguageProps) {
  return (
    <NextIntlClientProvider locale="en" messages={messages} now={now} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}
