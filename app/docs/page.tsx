import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { PageProps } from '@/lib/http/page-props';
import { type GuideEntry, readGuide, searchGuide } from '@/lib/i18n/guide';
import { pickLocale } from '@/lib/i18n/locale';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('guide'))('title') };
}

/** The guide, with every error code and what to do about it; searched by `q`. */
export default async function GuidePage({ searchParams }: PageProps) {
  const [t, locale, { q }] = await Promise.all([getTranslations('guide'), getLocale(), searchParams]);
  const query = typeof q === 'string' ? q.trim() : '';
  const guide = readGuide(pickLocale(locale, null));
  const chapters = query ? searchGuide(guide.chapters, query) : guide.chapters;
  const codes = query ? searchGuide(guide.codes, query) : guide.codes;
  return (
    <main className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-4 py-10">
      <header className="flex flex-col gap-3">
        <p className="flex flex-wrap gap-4">
          <Link className="text-accent underline" href="/">
            {t('back')}
          </Link>
          <Link className="text-accent underline" href="/docs/api">
            {t('api')}
          </Link>
        </p>
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('description')}</p>
        <search>
          <form method="get" className="flex items-end gap-2">
            <Field label={t('search')} className="flex-1">
              <Input name="q" type="search" defaultValue={query} maxLength={100} />
            </Field>
            <Button type="submit">{t('find')}</Button>
          </form>
        </search>
      </header>
      {chapters.length + codes.length === 0 ? <p role="status">{t('nothing', { query })}</p> : null}
      {query ? null : (
        <nav aria-label={t('contents')}>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {chapters.map(({ id, title }) => (
              <li key={id}>
                <a className="text-accent underline" href={`#${id}`}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {chapters.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {codes.length > 0 ? <h2 className="font-semibold text-xl">{t('troubleshooting')}</h2> : null}
      {codes.map((entry) => (
        <Entry key={entry.id} entry={entry} code />
      ))}
    </main>
  );
}

function Entry({ entry: { id, title, paragraphs }, code = false }: { entry: GuideEntry; code?: boolean }) {
  const Heading = code ? 'h3' : 'h2';
  return (
    <section id={id} className="flex scroll-mt-4 flex-col gap-2">
      <Heading className={code ? 'font-medium' : 'font-semibold text-lg'}>{title}</Heading>
      {paragraphs.map((paragraph) => (
        <p key={paragraph} className="text-muted">
          {paragraph}
        </p>
      ))}
      {code ? <code className="w-fit rounded-control bg-subtle px-1.5 font-mono text-xs">{id}</code> : null}
    </section>
  );
}
