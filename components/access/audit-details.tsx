import { useFormatter, useTranslations } from 'next-intl';
import { z } from 'zod';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const change = z.strictObject({ before: z.unknown(), after: z.unknown() });

/**
 * What it was done to, then what was set, one line each: the setting in the reader's words where there are any, what it
 * was and what it is.
 */
export function AuditDetails({
  subjectId,
  details,
  names,
}: {
  subjectId: string | null;
  details: Readonly<Record<string, unknown>>;
  /** What ids are called; one that has no name any more says nothing. */
  names: Readonly<Record<string, string>>;
}) {
  const t = useTranslations('access.audit');
  const { subject: told, ...set } = details;
  const subject = told ?? (subjectId === null ? undefined : names[subjectId]);
  const wordOf = useWords(names);
  const lines = Object.entries(set)
    .flatMap(([name, value]) => flatten(value, name, wordOf))
    .filter(([, value]) => value !== subject && value !== '' && value !== '–');
  const nameOf = (name: string) => {
    const key = `settings.${name.split('.').at(-1) ?? ''}` as 'settings.name';
    return t.has(key) ? t(key) : name;
  };
  return (
    <>
      {typeof subject === 'string' ? <p className="font-medium">{subject}</p> : null}
      {lines.length > 0 ? (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-[0.8125rem]">
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

/** Settings whose values have words of their own, by where those are kept. */
const WORDED = {
  frequency: 'frequency',
  direction: 'direction',
  conflict_policy: 'advanced.policies',
  export_scope: 'advanced.scopes',
  transport: 'advanced.transports',
} as const;

type WordOf = (name: string, value: unknown) => string;

/** Puts a value in the reader's words: choices by their names, truth as yes or no, moments as dates. */
function useWords(names: Readonly<Record<string, string>>): WordOf {
  const ti = useTranslations('integrations');
  const ts = useTranslations('sync');
  const roles = useTranslations('access.roles');
  const format = useFormatter();
  const worded = (name: string): name is keyof typeof WORDED => name in WORDED;
  const wordOf: WordOf = (name, value) => {
    if (value === null || value === undefined || value === '') return '–';
    if (typeof value === 'boolean') return ts(value ? 'yes' : 'no');
    // Of many records the number says more than their ids.
    if (name === 'ids' && Array.isArray(value)) return format.number(value.length);
    if (Array.isArray(value))
      return value.length === 0 ? '–' : value.map((one) => wordOf(name, one)).join(', ');
    if (typeof value === 'object') return JSON.stringify(value);
    const text = String(value);
    if (UUID.test(text)) return names[text] ?? '';
    if (worded(name)) {
      const key = `${WORDED[name]}.${text}` as 'frequency.realtime';
      if (ti.has(key)) return ti(key);
    }
    if (name === 'role' && roles.has(text as 'admin')) return roles(text as 'admin');
    const field = text as 'title';
    if (name === 'choice' && ts.has(`conflicts.chosen.${text as 'odoo'}`))
      return ts(`conflicts.chosen.${text as 'odoo'}`);
    if (name === 'kinds' && ts.has(`kinds.${text as 'product'}`)) return ts(`kinds.${text as 'product'}`);
    if (['product', 'stock', 'order'].includes(name) && ts.has(`field.${field}`)) return ts(`field.${field}`);
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text))
      return format.dateTime(new Date(text), { dateStyle: 'medium', timeStyle: 'short' });
    return text;
  };
  return wordOf;
}

function flatten(value: unknown, path: string, wordOf: WordOf): [string, string][] {
  const name = path.split('.').at(-1) ?? path;
  const changed = change.safeParse(value);
  if (changed.success)
    return [[path, `${wordOf(name, changed.data.before)} → ${wordOf(name, changed.data.after)}`]];
  if (value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [[path, wordOf(name, value)]];
  return Object.entries(value).flatMap(([part, inner]) => flatten(inner, `${path}.${part}`, wordOf));
}
