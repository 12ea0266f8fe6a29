'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatMoney, formatQuantity } from '@/components/ui/format';
import { KeyValue } from '@/components/ui/key-value';
import { RelativeTime } from '@/components/ui/relative-time';
import type { PriceExplanation } from '@/lib/sync/explain/answer';
import { Unfold } from './unfold';

/** How Odoo's price became the one shown: list price, extras, taxes in their order, rounding, rule. */
export function ExplainPrice({ productId }: { productId: string }) {
  const t = useTranslations('catalogue.explain');
  return (
    <Unfold productId={productId} question={t('price_question')}>
      {({ price }) => (price ? <Steps price={price} /> : <p className="text-muted">{t('not_shown')}</p>)}
    </Unfold>
  );
}

function Steps({ price }: { price: PriceExplanation }) {
  const t = useTranslations('catalogue.explain');
  const locale = useLocale();
  const money = (amount: string) => formatMoney(locale, amount, price.currency);
  const { agreed_at: agreedAt } = price;
  const items: { label: ReactNode; value: ReactNode }[] = [
    { label: t('list_price'), value: money(price.list_price) },
    ...price.extras.map(({ attribute, value, extra }) => ({
      label: t('extra', { attribute, value }),
      value: `+ ${money(extra)}`,
    })),
    ...(price.own_price === null ? [] : [{ label: t('own_price'), value: money(price.own_price) }]),
    ...(price.sold_at === price.list_price ? [] : [{ label: t('sold_at'), value: money(price.sold_at) }]),
    ...price.taxes.map((tax, index) => ({
      label: t('tax', { position: index + 1, name: tax.name }),
      value: [
        tax.kind === 'fixed' ? money(tax.amount) : `${formatQuantity(locale, tax.amount)} %`,
        t(tax.included ? 'tax_included' : 'tax_on_top'),
        ...(tax.kind === 'division' ? [t('tax_division')] : []),
        ...(tax.in_base_of_next && index < price.taxes.length - 1 ? [t('tax_base')] : []),
      ].join(', '),
    })),
    ...(price.taxes.length === 0 ? [{ label: t('taxes'), value: t('no_taxes') }] : []),
    { label: t('untaxed'), value: money(price.untaxed) },
    { label: t('with_taxes'), value: money(price.with_taxes) },
    {
      label: t('rounding'),
      value: t(price.rounding, { step: money(price.currency_step) }),
    },
    { label: t('result'), value: price.result === null ? '–' : <strong>{money(price.result)}</strong> },
    ...(agreedAt ? [{ label: t('agreed_at'), value: <RelativeTime at={agreedAt} /> }] : []),
  ];
  return (
    <>
      <KeyValue items={items} />
      <p className="text-muted">{t(`rule_${price.rule}`)}</p>
    </>
  );
}
