import { useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import type { EditField } from '@/lib/edits/row-change';

const MONEY: ReadonlySet<string> = new Set(['price', 'cost_price']);
const NUMBERS: ReadonlySet<string> = new Set([
  ...['weight', 'length', 'width', 'height', 'volume', 'quantity', 'alert_threshold'],
]);

interface Shown {
  readonly field: EditField | 'quantity' | 'alert_threshold';
  readonly currency: string;
  /** Names of categories by id. */
  readonly names: Readonly<Record<string, string>>;
}

/** One field: what it was (nothing, of a new record) and what it becomes. */
export function EditValue({
  before,
  after,
  of,
  ...shown
}: Shown & {
  before: string | null | undefined;
  after: string | null;
  /** The warehouse it is about. */
  of?: string | undefined;
}) {
  const t = useTranslations('catalogue.field');
  const tu = useTranslations('ui');
  const name = t(shown.field === 'category_id' ? 'category' : shown.field);
  return (
    <li>
      <span className="text-muted">{tu('label', { label: of ? `${name} (${of})` : name })}</span>{' '}
      {before === undefined ? null : (
        <>
          <span className="text-muted line-through">
            <OneValue value={before} {...shown} />
          </span>
          <span className="sr-only"> {tu('becomes')} </span>
          <span aria-hidden> → </span>
        </>
      )}
      <span className="font-medium">
        <OneValue value={after} {...shown} />
      </span>
    </li>
  );
}

function OneValue({ value, field, currency, names }: Shown & { value: string | null }) {
  const t = useTranslations();
  if (value === null || value === '') return t('edits.preview.empty_value');
  if (MONEY.has(field)) return <Money amount={value} currency={currency} />;
  if (NUMBERS.has(field)) return <Quantity value={value} />;
  if (field === 'category_id') return names[value] ?? value;
  if (field === 'status')
    return value === 'draft' ? t('catalogue.status.draft') : t('catalogue.status.active');
  return (
    <span className="[overflow-wrap:anywhere]">{value.length > 120 ? `${value.slice(0, 120)}…` : value}</span>
  );
}
