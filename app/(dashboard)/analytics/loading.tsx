import { getTranslations } from 'next-intl/server';
import { Card, CardBody } from '@/components/ui/card';
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default async function AnalyticsLoading() {
  const t = await getTranslations('ui');
  return (
    <>
      <Skeleton className="mb-6 h-7 w-52" />
      <Card className="mb-5">
        <CardBody className="pt-5">
          <Skeleton className="h-64" />
        </CardBody>
      </Card>
      <Card>
        <SkeletonRows rows={6} label={t('loading')} />
      </Card>
    </>
  );
}
