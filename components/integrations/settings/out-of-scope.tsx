import { Minus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';

const ITEMS = ['accounting', 'crm', 'mrp', 'currency', 'company', 'units', 'forecast', 'unlink'] as const;

/** What the integration does not do, said before somebody counts on it (S11). */
export function OutOfScope() {
  const t = useTranslations('integrations.scope');
  return (
    <Card className="max-w-3xl">
      <CardHeader title={t('title')} description={t('description')} />
      <CardBody>
        <ul className="flex flex-col gap-2">
          {ITEMS.map((item) => (
            <li key={item} className="flex gap-2.5">
              <Minus aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
              {t(`items.${item}`)}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
