import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ProductView } from '@/lib/catalogue/products/schema';
import { recordAddress } from '@/lib/odoo/record-address';
import type { ErrorAnswer } from '@/lib/sync/history/answers';
import { ProductErrors } from './product-errors';
import { SyncNow } from './sync-now';
import { SyncStateBadge } from './sync-state-badge';

/** Of each integration: which Odoo record this product is, and whether both agree. */
export function SyncCard({
  product,
  integrations,
  picturesStaying,
  errors,
  mayChange,
}: {
  product: ProductView;
  /** By id. */
  integrations: ReadonlyMap<string, { name: string; url: string }>;
  /** By integration: how many pictures it cannot be given. */
  picturesStaying: ReadonlyMap<string, number>;
  /** Open ones of the product, its variants and their stock. */
  errors: readonly ErrorAnswer[];
  mayChange: boolean;
}) {
  const t = useTranslations('catalogue.sync');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody className="flex flex-col gap-4">
        {product.sync.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        <ul className="flex flex-col gap-3">
          {product.sync.map((one) => (
            <li key={one.integration_id} className="flex flex-wrap items-start justify-between gap-2">
              <div className="min-w-0">
                <p className="font-medium">
                  {integrations.get(one.integration_id)?.name ?? t('integration')}
                </p>
                <p className="text-[0.8125rem] text-muted">
                  {one.odoo_id === null ? (
                    t('not_linked_yet')
                  ) : (
                    <InOdoo
                      url={integrations.get(one.integration_id)?.url}
                      model={one.odoo_model}
                      id={one.odoo_id}
                    />
                  )}
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
        <ProductErrors errors={errors} productId={product.id} />
        {mayChange && product.deleted_at === null ? <SyncNow product={product} /> : null}
      </CardBody>
    </Card>
  );
}

/** The record's number, leading to its form in Odoo. */
function InOdoo({ url, model, id }: { url: string | undefined; model: string | null; id: number }) {
  const t = useTranslations('catalogue.sync');
  if (url === undefined || model === null) return t('linked', { id });
  return (
    <a
      href={recordAddress(url, model, id)}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 text-accent hover:underline"
    >
      {t('open_in_odoo', { id })}
      <ExternalLink aria-hidden className="size-3" />
    </a>
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
