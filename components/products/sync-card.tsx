import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ProductView } from '@/lib/catalogue/products/schema';
import { SyncStateBadge } from './sync-state-badge';

/** Of each integration: which Odoo record this product is, and whether both agree. */
export function SyncCard({
  product,
  integrationNames,
  picturesStaying,
}: {
  product: ProductView;
  integrationNames: ReadonlyMap<string, string>;
  /** By integration: how many pictures it cannot be given. */
  picturesStaying: ReadonlyMap<string, number>;
}) {
  const t = useTranslations('catalogue.sync');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody>
        {product.sync.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        <ul className="flex flex-col gap-3">
          {product.sync.map((one) => (
            <li key={one.integration_id} className="flex flex-wrap items-start justify-between gap-2">
              <div className="min-w-0">
                <p className="font-medium">{integrationNames.get(one.integration_id) ?? t('integration')}</p>
                <p className="text-[0.8125rem] text-muted">
                  {one.odoo_id === null ? t('not_linked_yet') : t('linked', { id: one.odoo_id })}
                  {one.last_synced_at ? (
                    <>
                      {' · '}
                      <RelativeTime at={one.last_synced_at} />
                    </>
                  ) : null}
                </p>
                <OutOfReach since={one.out_of_reach_since} />
                <PicturesStaying count={picturesStaying.get(one.integration_id) ?? 0} />
              </div>
              <SyncStateBadge state={one.state} />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function OutOfReach({ since }: { since: string | null }) {
  const t = useTranslations('catalogue.sync');
  if (since === null) return null;
  return (
    <p className="text-[0.8125rem] text-muted">
      {t.rich('out_of_reach', { when: () => <RelativeTime at={since} /> })}
    </p>
  );
}

function PicturesStaying({ count }: { count: number }) {
  const t = useTranslations('catalogue.sync');
  return count > 0 ? <p className="text-[0.8125rem] text-muted">{t('pictures_stay', { count })}</p> : null;
}
