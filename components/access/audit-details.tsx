import { useTranslations } from 'next-intl';
import { z } from 'zod';

const change = z.strictObject({ before: z.unknown(), after: z.unknown() });

/** What was set, one line each: the setting in the reader's words where there are any, what it was and what it is. */
export function AuditDetails({ details }: { details: Readonly<Record<string, unknown>> }) {
  const t = useTranslations('access.audit');
  const { subject, ...set } = details;
  const lines = Object.entries(set).flatMap(([name, value]) => flatten(value, name));
  const nameOf = (name: string) => {
    const key = `settings.${name.split('.').at(-1) ?? ''}` as 'settings.name';
    return t.has(key) ? t(key) : name;
  };
  return (
    <>
      {typeof subject === 'string' ? <p className="font-medium">{subject}</p> : null}
      {lines.length > 0 ? (
        <dl className="grid gap-x-3 gap-y-0.5 text-[0.8125rem] sm:grid-cols-[auto_minmax(0,1fr)]">
          {lines.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted leading-5">{nameOf(name)}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

function flatten(value: unknown, path: string): [string, string][] {
  const changed = change.safeParse(value);
  if (changed.success) return [[path, `${words(changed.data.before)} → ${words(changed.data.after)}`]];
  if (typeof value !== 'object' || value === null) return value === null ? [] : [[path, String(value)]];
  if (Array.isArray(value)) return [[path, words(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, `${path}.${name}`));
}

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(words).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
