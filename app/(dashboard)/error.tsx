'use client';

import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';

export default function PageFailure({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  const t = useTranslations('ui');
  return (
    <Card>
      <ErrorState
        title={t('failure.title')}
        description={t('failure.description', { digest: error.digest ?? '–' })}
        action={
          <>
            <Button variant="primary" onClick={retry}>
              {t('retry')}
            </Button>
            <ButtonLink href="/">{t('failure.home')}</ButtonLink>
          </>
        }
      />
    </Card>
  );
}
