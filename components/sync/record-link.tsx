import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ChangeAnswer } from '@/lib/sync/history/answers';

/** A record by its name, leading to its page where it has one. */
export function RecordLink({
  kind,
  localId,
  label,
}: {
  kind: ChangeAnswer['kind'];
  localId: string | null;
  label: string;
}) {
  const t = useTranslations('sync');
  const name = label || t('errors.unnamed');
  const href = localId === null ? null : hrefOf(kind, localId);
  if (!href) return <span className="font-medium [overflow-wrap:anywhere]">{name}</span>;
  return (
    <Link href={href} className="font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline">
      {name}
    </Link>
  );
}

/** The page of a record; warehouses have none. */
function hrefOf(kind: ChangeAnswer['kind'], id: string): string | null {
  if (kind === 'warehouse') return null;
  if (kind === 'order') return `/orders/${id}`;
  return kind === 'category' ? '/categories' : `/products/${id}`;
}
