import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { FieldsTable } from '@/components/api-docs/fields-table';
import { Operation } from '@/components/api-docs/operation';
import { Card } from '@/components/ui/card';
import { env } from '@/lib/env';
import { pickLocale } from '@/lib/i18n/locale';
import { describeApi } from '@/lib/openapi/describe';
import { ENDPOINTS } from '@/lib/openapi/endpoints';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api_docs'))('title') };
}

const CONVENTIONS = ['errors', 'lists', 'values', 'idempotency'] as const;

/** The OpenAPI document for people, in their language: every call with its fields, an example and its errors. */
export default async function ApiDocsPage() {
  const t = await getTranslations('api_docs');
  const locale = pickLocale(await getLocale(), null);
  const { groups, schemas } = describeApi(ENDPOINTS, env().APP_URL, locale);
  return (
    <main className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-4 py-10">
      <header className="flex flex-col gap-3">
        <p className="flex flex-wrap gap-4">
          <Link className="text-accent underline" href="/">
            {t('back')}
          </Link>
          <Link className="text-accent underline" href="/docs">
            {t('guide')}
          </Link>
          <a className="text-accent underline" href="/api/v1/openapi.json">
            {t('document')}
          </a>
        </p>
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('intro')}</p>
      </header>
      <section>
        <h2 className="mb-2 font-semibold text-lg">{t('conventions_title')}</h2>
        <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
          {CONVENTIONS.map((name) => (
            <li key={name}>{t(`conventions_${name}`)}</li>
          ))}
        </ul>
      </section>
      <nav aria-label={t('contents')}>
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {groups.map(({ tag, operations }) => (
            <li key={tag}>
              <a className="text-accent underline" href={`#${tag}`}>
                {t(`groups.${tag}`)}
              </a>{' '}
              <span className="text-muted tabular-nums">{operations.length}</span>
            </li>
          ))}
          <li>
            <a className="text-accent underline" href="#schemas">
              {t('schemas')}
            </a>{' '}
            <span className="text-muted tabular-nums">{schemas.length}</span>
          </li>
        </ul>
      </nav>
      {groups.map(({ tag, operations }) => (
        <section key={tag} id={tag} className="flex scroll-mt-4 flex-col gap-2">
          <h2 className="font-semibold text-lg">{t(`groups.${tag}`)}</h2>
          <p className="mb-1 text-muted">{t(`tags.${tag}`)}</p>
          {operations.map((operation) => (
            <Operation key={operation.id} operation={operation} />
          ))}
        </section>
      ))}
      <section id="schemas" className="flex scroll-mt-4 flex-col gap-2">
        <h2 className="font-semibold text-lg">{t('schemas')}</h2>
        <p className="mb-1 text-muted">{t('schemas_description')}</p>
        {schemas.map(({ name, fields }) => (
          <Card key={name} id={name} className="scroll-mt-4 px-4 py-3 text-sm">
            <h3 className="mb-1 font-medium font-mono">{name}</h3>
            <FieldsTable fields={fields} answered />
          </Card>
        ))}
      </section>
    </main>
  );
}
