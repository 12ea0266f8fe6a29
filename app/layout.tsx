import '@fontsource-variable/inter/index.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { getLocale, getNow, getTimeZone } from 'next-intl/server';
import type { ReactNode } from 'react';
import { QueryProvider } from '@/components/api/query-provider';
import { Language } from '@/components/i18n/language';
import { THEME_COOKIE } from '@/components/shell/theme';
import { Toaster } from '@/components/ui/toast';
import { DEFAULT_LOCALE, isLocale } from '@/lib/i18n/locale';

export const metadata: Metadata = {
  title: { default: 'Products Manager', template: '%s · Products Manager' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const asked = await getLocale();
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE;
  return (
    <html
      lang={locale}
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      suppressHydrationWarning
    >
      <body>
        <Language locale={locale} now={await getNow()} timeZone={await getTimeZone()}>
          <QueryProvider>{children}</QueryProvider>
          <Toaster />
        </Language>
      </body>
    </html>
  );
}
