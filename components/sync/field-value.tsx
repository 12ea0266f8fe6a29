import { useTranslations } from 'next-intl';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A value of a canonical form as a person reads it. */
export function FieldValue({ value }: { value: unknown }) {
  const t = useTranslations('sync');
  if (value === null || value === undefined || value === '') {
    return <span className="text-faint italic">{t('empty_value')}</span>;
  }
  if (typeof value === 'boolean') return <span>{t(value ? 'yes' : 'no')}</span>;
  return <span className="whitespace-pre-line [overflow-wrap:anywhere]">{inWords(value)}</span>;
}

/** Lists with commas, records as "name value", which needs no colon of any language. */
export function inWords(value: unknown): string {
  const plain = scalar.safeParse(value);
  if (plain.success) return plainWords(plain.data);
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  const record = z.record(z.string(), z.unknown()).safeParse(value);
  if (!record.success) return JSON.stringify(value);
  return Object.entries(record.data)
    .map(([name, part]) => `${name} ${inWords(part)}`)
    .join(', ');
}

const PICTURE = /^[0-9a-f]{40}$/;

/** A picture is known by its checksum: the beginning is enough to tell two apart. */
function plainWords(value: z.output<typeof scalar>): string {
  if (typeof value === 'string' && PICTURE.test(value)) return value.slice(0, 8);
  return String(value ?? '–');
}

/** The name of a field in the reader's language; what we have no word for is shown as it is. */
export function useFieldName(): (field: string) => string {
  const t = useTranslations('sync.field');
  return (field) => (t.has(field) ? t(field) : field.replaceAll('_', ' '));
}
