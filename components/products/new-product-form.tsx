'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Card, CardBody, CardFooter } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input, Textarea } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { AllCategoryOptions } from './category-options';

export interface NewProductState {
  readonly typed: Readonly<Record<string, string>>;
  /** Why it was not made. */
  readonly problem?: string;
  /** What is wrong, by field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A new product's main fields. A plain form posted to the server, so that it works before the page is alive; the categories to choose from come with that. */
export function NewProductForm({
  action,
}: {
  action: (before: NewProductState, form: FormData) => Promise<NewProductState>;
}) {
  const t = useTranslations('catalogue');
  const [{ typed, problem, fields }, submit, busy] = useActionState(action, { typed: {}, fields: {} });
  const control = (name: string) => ({ name, defaultValue: typed[name], autoComplete: 'off' });
  return (
    <form action={submit}>
      <Card>
        <CardBody className="grid gap-4 pt-5 sm:grid-cols-2">
          {problem && Object.keys(fields).length === 0 ? (
            <Notice tone="danger" className="sm:col-span-2">
              {problem}
            </Notice>
          ) : null}
          <Field label={t('field.title')} required error={fields.title} className="sm:col-span-2">
            <Input {...control('title')} required maxLength={500} autoFocus />
          </Field>
          <Field label={t('field.description')} error={fields.description} className="sm:col-span-2">
            <Textarea {...control('description')} rows={5} />
          </Field>
          <Field label={t('field.price')} error={fields.price}>
            <Input {...control('price')} inputMode="decimal" className="text-end tabular-nums" />
          </Field>
          <Field label={t('field.cost_price')} error={fields.cost_price}>
            <Input {...control('cost_price')} inputMode="decimal" className="text-end tabular-nums" />
          </Field>
          <Field label={t('field.sku')} error={fields.sku}>
            <Input {...control('sku')} />
          </Field>
          <Field label={t('field.ean')} error={fields.ean}>
            <Input {...control('ean')} />
          </Field>
          <Field label={t('field.category')} error={fields.category_id}>
            <Select key={`category ${typed.category_id}`} {...control('category_id')}>
              <option value="">{t('product.no_category')}</option>
              <AllCategoryOptions />
            </Select>
          </Field>
          <Field label={t('field.status')} hint={t('product.draft_hint')} error={fields.status}>
            <Select key={`status ${typed.status}`} {...control('status')}>
              <option value="active">{t('status.active')}</option>
              <option value="draft">{t('status.draft')}</option>
            </Select>
          </Field>
        </CardBody>
        <CardFooter>
          <ButtonLink href="/products">{t('product.cancel')}</ButtonLink>
          <Button type="submit" variant="primary" busy={busy}>
            {t('product.create')}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
