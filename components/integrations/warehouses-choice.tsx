'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field, Fieldset } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';

const warehouses = z.array(
  z.object({ id: z.number(), name: z.string(), warehouse_name: z.string().optional() }),
);

export interface ChosenWarehouses {
  default_warehouse_id: number | null;
  warehouse_ids: number[];
}

/** The warehouses Odoo has: those to synchronise, and the one that takes our stock moves (I6). */
export function WarehousesChoice({
  integrationId,
  value,
  onChange,
  disabled = false,
}: {
  integrationId: string;
  value: ChosenWarehouses;
  onChange: (value: ChosenWarehouses) => void;
  disabled?: boolean;
}) {
  const t = useTranslations('integrations.advanced');
  const tu = useTranslations('ui');
  const textOf = useProblemText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['warehouses', integrationId],
    queryFn: ({ signal }) =>
      callApi(`/integrations/${integrationId}/warehouses?names=true`, warehouses, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  if (isPending) return <Skeleton className="h-20" />;
  if (!data) {
    return (
      <Notice
        tone="danger"
        title={t('warehouses_unavailable')}
        action={
          <Button size="sm" onClick={() => refetch()}>
            {tu('retry')}
          </Button>
        }
      >
        {textOf(error)}
      </Notice>
    );
  }
  const [first] = data;
  if (!first) return <Notice>{t('no_warehouses')}</Notice>;
  // Nothing chosen yet: the first one, which is what the synchronisation takes too.
  const ids = value.warehouse_ids.length > 0 ? value.warehouse_ids : [first.id];
  const main = value.default_warehouse_id ?? ids[0] ?? first.id;
  const toggle = (id: number, on: boolean) => {
    const next = on ? [...ids, id] : ids.filter((one) => one !== id);
    if (next.length === 0) return;
    onChange({ warehouse_ids: next, default_warehouse_id: next.includes(main) ? main : (next[0] ?? null) });
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Fieldset legend={t('warehouses')} hint={t('warehouses_hint')}>
        {data.map(({ id, name, warehouse_name: known = name }) => (
          <Checkbox
            key={id}
            label={known}
            hint={name}
            checked={ids.includes(id)}
            disabled={disabled}
            onCheckedChange={(on) => toggle(id, on === true)}
          />
        ))}
      </Fieldset>
      <Field label={t('default_warehouse')} hint={t('default_warehouse_hint')}>
        <Select
          value={main}
          disabled={disabled}
          onChange={(event) =>
            onChange({ warehouse_ids: ids, default_warehouse_id: Number(event.target.value) })
          }
        >
          {data
            .filter(({ id }) => ids.includes(id))
            .map(({ id, name, warehouse_name: known = name }) => (
              <option key={id} value={id}>
                {known}
              </option>
            ))}
        </Select>
      </Field>
    </div>
  );
}
