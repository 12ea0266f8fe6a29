import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '@/components/ui/badge';
import type { OrderStatus } from '@/db/schema/orders';

const TONE: Record<OrderStatus, Tone> = {
  quotation: 'neutral',
  confirmed: 'info',
  delivered: 'success',
  cancelled: 'danger',
};

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  const t = useTranslations('trade.orders.status');
  return <StatusBadge tone={TONE[status]}>{t(status)}</StatusBadge>;
}
