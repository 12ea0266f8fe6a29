import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

/** Nothing is at this address, and the way home. */
export function PageNotFound() {
  const t = useTranslations('ui.failure');
  return (
    <Card>
      <EmptyState
        alone
        icon={SearchX}
        title={t('not_found_title')}
        description={t('not_found_description')}
        action={<ButtonLink href="/">{t('home')}</ButtonLink>}
      />
    </Card>
  );
}
