import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default async function OrdersLoading() {
  const t = await getTranslations('ui');
  return (
    <>
      <Skeleton className="mb-6 h-7 w-40" />
      <Card>
        <SkeletonRows rows={10} label={t('loading')} />
      </Card>
    </>
  );
}
