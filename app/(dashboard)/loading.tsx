import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default function PageLoading() {
  const t = useTranslations('ui');
  return (
    <>
      <Skeleton className="mb-2 h-7 w-48" />
      <Skeleton className="mb-6 w-80 max-w-full" />
      <Card>
        <SkeletonRows label={t('loading')} />
      </Card>
    </>
  );
}
