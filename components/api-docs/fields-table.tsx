import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { FieldDescription } from '@/lib/openapi/describe';

/** The fields of a request, an answer or a schema, with the way to the schemas they are made of. */
export function FieldsTable({
  title,
  fields,
  answered = false,
}: {
  title?: string;
  /** What comes back is there whether it is asked for or not. */
  answered?: boolean;
  fields: readonly (FieldDescription & { readonly in?: string })[];
}) {
  const t = useTranslations('api_docs');
  return (
    <section>
      {title ? <h4 className="mb-1 font-medium">{title}</h4> : null}
      <ul className="divide-y divide-line">
        {fields.map(({ name, type, meaning, required, ref, in: where }) => (
          <li key={name} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5">
            <code className="font-mono text-[0.8125rem]">{name}</code>
            <span className="text-muted text-xs [overflow-wrap:anywhere]">
              {where === 'path' || where === 'query' ? `${t(`in.${where}`)} · ` : null}
              {ref ? (
                <a className="text-accent underline" href={`#${ref}`}>
                  {type}
                </a>
              ) : (
                type
              )}
            </span>
            {meaning ? (
              <span className="order-last w-full text-[0.8125rem] text-muted">{meaning}</span>
            ) : null}
            {required && !answered ? <Badge className="ms-auto">{t('required')}</Badge> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
