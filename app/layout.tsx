import '@fontsource-variable/inter/index.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { QueryProvider } from '@/components/api/query-provider';
import { THEME_COOKIE } from '@/components/shell/theme';
import { Toaster } from '@/components/ui/toast';

export const metadata: Metadata = {
  title: { default: 'Products Manager', template: '%s · Products Manager' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

/** Sentences that are only ever said by the server: they need not travel with every page. */
const SERVER_ONLY = ['api_docs', 'api_fields', 'errors', 'guide', 'remedies'];

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const areas = Object.entries(await getMessages()).filter(([area]) => !SERVER_ONLY.includes(area));
  return (
    <html
      lang={await getLocale()}
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      suppressHydrationWarning
    >
      <body>
        <NextIntlClientProvider messages={Object.fromEntries(areas)}>
          <QueryProvider>{children}</QueryProvider>
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
