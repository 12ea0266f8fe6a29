import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { ProductView, SyncState } from '@/lib/catalogue/products/schema';

const TONES: Record<SyncState, Tone> = {
  synced: 'success',
  pending: 'info',
  error: 'danger',
  conflict: 'warning',
  deleted_in_odoo: 'neutral',
  out_of_reach: 'warning',
};

const WORST_FIRST: readonly SyncState[] = [
  'conflict',
  'error',
  'out_of_reach',
  'deleted_in_odoo',
  'pending',
  'synced',
];

/** Where a record stands with an integration, in words and colour. */
export function SyncStateBadge({ state }: { state: SyncState }) {
  const t = useTranslations('catalogue.sync.state');
  return (
    <StatusBadge tone={TONES[state]} live={state === 'pending'}>
      {t(state)}
    </StatusBadge>
  );
}

/** The state most worth a look among all integrations; nothing when no integration knows the product. */
export function worstSyncState(product: Pick<ProductView, 'sync'>): SyncState | undefined {
  return WORST_FIRST.find((state) => product.sync.some((one) => one.state === state));
}
