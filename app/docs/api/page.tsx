import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Operation } from '@/components/api-docs/operation';
import { describeOperations } from '@/lib/openapi/describe';
import { ENDPOINTS } from '@/lib/openapi/endpoints';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api_docs'))('title') };
}

/** The OpenAPI document for people. */
export default async function ApiDocsPage() {
  const t = await getTranslations('api_docs');
  return (
    <main className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-4 py-10">
      <header className="flex flex-col gap-3">
        <h1 className="font-semibold text-2xl">{t('title')}</h1>
        <p className="text-muted">{t('intro')}</p>
        <p>
          <a className="text-accent underline" href="/api/v1/openapi.json">
            {t('document')}
          </a>
        </p>
      </header>
      <section>
        <h2 className="mb-2 font-semibold text-lg">{t('conventions_title')}</h2>
        <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
          <li>{t('conventions_errors')}</li>
          <li>{t('conventions_lists')}</li>
          <li>{t('conventions_values')}</li>
          <li>{t('conventions_idempotency')}</li>
        </ul>
      </section>
      {describeOperations(ENDPOINTS).map(({ tag, operations }) => (
        <section key={tag} className="flex flex-col gap-2">
          <h2 className="font-semibold text-lg capitalize">{tag}</h2>
          {operations.map((operation) => (
            <Operation key={`${operation.method} ${operation.path}`} operation={operation} />
          ))}
        </section>
      ))}
    </main>
  );
}
