'use client';

import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';

/** What Next hands to a page of failure: what was thrown, and how to try once more. */
export interface Failure {
  readonly error: unknown;
  readonly retry: () => void;
}

/** A page could not be shown: the code under which the log has the error, another try, and the way home. */
export function PageFailure({ error, retry }: Failure) {
  const t = useTranslations('ui');
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : '–';
  return (
    <Card>
      <ErrorState
        alone
        title={t('failure.title')}
        description={t('failure.description', { digest })}
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
