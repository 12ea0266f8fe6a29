import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { OrderView } from '@/lib/orders/schema';

export function CustomerCard({ customer }: { customer: OrderView['customer'] }) {
  const t = useTranslations('trade.orders');
  const { address } = customer;
  const lines = address
    ? [address.street, address.street2, `${address.zip} ${address.city}`.trim(), address.country]
    : [];
  return (
    <Card>
      <CardHeader title={t('customer')} />
      <CardBody className="[overflow-wrap:anywhere]">
        <p className="font-medium">{customer.name || t('no_customer')}</p>
        {customer.email ? (
          <p>
            <a href={`mailto:${customer.email}`} className="text-accent hover:underline">
              {customer.email}
            </a>
          </p>
        ) : null}
        {lines.length > 0 ? (
          <address className="mt-2 text-muted not-italic">
            {lines.filter(Boolean).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </address>
        ) : null}
      </CardBody>
    </Card>
  );
}
