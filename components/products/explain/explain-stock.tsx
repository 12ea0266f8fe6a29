'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { formatQuantity } from '@/components/ui/format';
import { KeyValue } from '@/components/ui/key-value';
import { RelativeTime } from '@/components/ui/relative-time';
import type { StockExplanation } from '@/lib/sync/explain/answer';
import { Unfold } from './unfold';

/** Where the goods lie: warehouse by warehouse its locations, what is promised, and the moves that made it so. */
export function ExplainStock({ productId }: { productId: string }) {
  const t = useTranslations('catalogue.explain');
  return (
    <Unfold productId={productId} question={t('stock_question')}>
      {({ stock }) =>
        stock.length === 0 ? (
          <p className="text-muted">{t('no_stock')}</p>
        ) : (
          stock.map((level) => <Level key={level.warehouse_id} level={level} />)
        )
      }
    </Unfold>
  );
}

function Level({ level }: { level: StockExplanation }) {
  const t = useTranslations('catalogue.explain');
  const format = useFormatter();
  const locale = useLocale();
  const count = (quantity: string, unit = level.unit) => `${formatQuantity(locale, quantity)} ${unit}`;
  const { agreed_at: agreedAt } = level;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{level.warehouse}</p>
      <KeyValue
        items={[
          ...level.locations.map(({ location, quantity, reserved }) => ({
            label: location,
            value:
              Number(reserved) === 0
                ? count(quantity)
                : t('with_reserved', {
                    quantity: count(quantity),
                    reserved: formatQuantity(locale, reserved),
                  }),
          })),
          { label: t('in_odoo'), value: <strong>{count(level.odoo)}</strong> },
          ...(Number(level.reserved) === 0
            ? []
            : [{ label: t('free'), value: count(String(Number(level.odoo) - Number(level.reserved))) }]),
          { label: t('here'), value: <strong>{count(level.here)}</strong> },
          ...(level.pending === null ? [] : [{ label: t('pending'), value: count(level.pending) }]),
          ...(level.agreed === null ? [] : [{ label: t('agreed'), value: count(level.agreed) }]),
          ...(agreedAt ? [{ label: t('agreed_at'), value: <RelativeTime at={agreedAt} /> }] : []),
        ]}
      />
      <p className="text-muted">{t(level.moves.length === 0 ? 'no_moves' : 'last_moves')}</p>
      {level.moves.length === 0 ? null : (
        <ol className="flex flex-col gap-1.5">
          {level.moves.map((move, index) => (
            <li key={`${move.date} ${index.toString()}`} className="flex flex-wrap justify-between gap-x-3">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {format.dateTime(new Date(move.date), { dateStyle: 'short', timeStyle: 'short' })}
                {move.reference ? ` · ${move.reference}` : null}
                <span className="block text-muted">{t('move', { from: move.from, to: move.to })}</span>
              </span>
              <span className="tabular-nums">
                {Number(move.quantity) > 0 ? '+' : ''}
                {count(move.quantity, move.unit)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
