import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ErrorAnswer } from '@/lib/sync/history/answers';

/** What stands in the way of this product, each with what to do about it. */
export function ProductErrors({ errors, productId }: { errors: readonly ErrorAnswer[]; productId: string }) {
  const t = useTranslations('sync.errors');
  if (errors.length === 0) return null;
  return (
    <ul className="flex flex-col gap-3">
      {errors.map((error) => (
        <li
          key={error.id}
          className="rounded-control border-danger border-s-2 bg-danger-soft/50 px-3 py-2 [overflow-wrap:anywhere]"
        >
          {error.local_id === productId && error.kind !== 'stock' ? null : (
            <p className="text-[0.8125rem] text-muted">{error.label}</p>
          )}
          <p className="font-medium">{error.message}</p>
          <p className="text-muted">
            {error.remedy}{' '}
            <Link className="text-accent underline" href={`/docs#${error.code}`}>
              {t('more')}
            </Link>
          </p>
          {error.odoo_message && !error.message.includes(error.odoo_message) ? (
            <p className="mt-1 text-[0.8125rem] text-muted">
              {t('odoo_says')} <q>{error.odoo_message}</q>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
