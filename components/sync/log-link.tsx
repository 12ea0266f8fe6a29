import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/components/ui/button';

/** The way from a run to all that it did. */
export function LogLink({ run: { id } }: { run: { readonly id: string } }) {
  const t = useTranslations('sync.log');
  return (
    <ButtonLink href={`/sync/runs/${id}/log`}>
      <ScrollText aria-hidden />
      {t('open')}
    </ButtonLink>
  );
}
