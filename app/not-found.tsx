import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Brand } from '@/components/shell/brand';
import { PageNotFound } from '@/components/shell/page-not-found';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ui.failure'))('not_found_title') };
}

/** An address that no page has, for strangers too. */
export default function UnknownAddress() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center gap-6 px-4 py-10">
      <Brand className="self-center" />
      <PageNotFound />
    </main>
  );
}
