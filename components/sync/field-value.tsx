'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { z } from 'zod';
import { formatMoney, formatQuantity } from '@/components/ui/format';
import { isDecimal } from '@/lib/catalogue/decimals';
import { DECIMAL_FIELDS, MONEY_FIELDS, UNITS } from './value-kinds';
import { useValueNames } from './value-names';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const PICTURE = /^[0-9a-f]{40}$/;
const NAMED = new Set(['category', 'category_id', 'parent', 'parent_id']);

/** A value of a canonical form as a person reads it: money as money, names for ids, pictures as pictures. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const t = useTranslations('sync');
  const { names } = useValueNames();
  const wordsOf = useFieldWords();
  if (field === 'image' || field === 'extra_images') {
    const pictures = [value].flat().filter((one) => typeof one === 'string' && one !== '');
    if (pictures.length > 0) {
      return (
        <span className="inline-flex flex-wrap gap-1.5 align-middle">
          {pictures.map((one, index) => (
            <Picture key={`${one}-${index.toString()}`} url={names[String(one)]} />
          ))}
        </span>
      );
    }
  }
  const words = wordsOf(field, value);
  if (words === null) return <span className="text-faint italic">{t('empty_value')}</span>;
  return <span className="whitespace-pre-line [overflow-wrap:anywhere]">{words}</span>;
}

function Picture({ url }: { url: string | undefined }) {
  const t = useTranslations('sync');
  if (!url) return <span>{t('picture')}</span>;
  return (
    <img
      src={url}
      alt={t('picture')}
      loading="lazy"
      className="size-10 rounded-control border object-cover"
    />
  );
}

/** Puts a field's value in the reader's words; null where there is none. */
export function useFieldWords(): (field: string, value: unknown) => string | null {
  const t = useTranslations('sync');
  const locale = useLocale();
  const format = useFormatter();
  const { names, currency } = useValueNames();
  return (field, value) => {
    if (value === null || value === undefined || value === '') return null;
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string') {
      if (MONEY_FIELDS.has(field) && isDecimal(text)) return formatMoney(locale, text, currency);
      if (DECIMAL_FIELDS.has(field) && isDecimal(text)) {
        const unit = UNITS[field];
        return unit ? `${formatQuantity(locale, text)} ${unit}` : formatQuantity(locale, text);
      }
      if (NAMED.has(field)) return names[text] ?? t('unknown_record');
      if (PICTURE.test(text)) return t('picture');
      if (field === 'date' && !Number.isNaN(Date.parse(text)))
        return format.dateTime(new Date(text), { dateStyle: 'medium', timeStyle: 'short' });
    }
    return inWords(value);
  };
}

/** Lists with commas, records as "name value", which needs no colon of any language. */
function inWords(value: unknown): string {
  const plain = scalar.safeParse(value);
  if (plain.success) return String(plain.data ?? '–');
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  const record = z.record(z.string(), z.unknown()).safeParse(value);
  if (!record.success) return JSON.stringify(value);
  return Object.entries(record.data)
    .map(([name, part]) => `${name} ${inWords(part)}`)
    .join(', ');
}

/** The name of a field in the reader's language; what we have no word for is shown as it is. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations('sync.field');
  return (field) => (t.has(field) ? t(field) : field.replaceAll('_', ' '));
}
