import { useTranslations } from 'next-intl';
import { AutoForm } from '@/components/lists/auto-form';
import { buttonClass } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ReplenishmentQuery } from '@/lib/analytics/schema';

export function ReplenishmentForm({ query }: { query: ReplenishmentQuery }) {
  const t = useTranslations('trade.replenishment');
  return (
    <AutoForm
      action="/analytics/replenishment"
      role="search"
      className="grid items-end gap-3 border-b p-4 sm:grid-cols-2 lg:grid-cols-4"
    >
      <Field label={t('window')}>
        <Input type="number" name="window_days" min={1} max={730} defaultValue={query.window_days} />
      </Field>
      <Field label={t('lead')}>
        <Input type="number" name="lead_days" min={0} max={365} defaultValue={query.lead_days} />
      </Field>
      <Field label={t('cover')}>
        <Input type="number" name="cover_days" min={0} max={365} defaultValue={query.cover_days} />
      </Field>
      <Field label={t('search')}>
        <Input type="search" name="search" defaultValue={query.search} />
      </Field>
      <Checkbox
        name="to_order"
        value="true"
        defaultChecked={query.to_order}
        label={t('to_order')}
        className="sm:col-span-2"
      />
      <noscript>
        <button type="submit" className={buttonClass()}>
          {t('apply')}
        </button>
      </noscript>
    </AutoForm>
  );
}
