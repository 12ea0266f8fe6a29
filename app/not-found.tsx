import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LonePage } from '@/components/shell/lone-page';
import { PageNotFound } from '@/components/shell/page-not-found';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ui.failure'))('not_found_title') };
}

/** An address that no page has, for strangers too. */
export default function UnknownAddress() {
  return (
    <LonePage>
      <PageNotFound />
    </LonePage>
  );
}
