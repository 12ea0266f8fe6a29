import type { Locale } from '@/lib/i18n/locale';
import { explainCode, hasSentence, translate } from '@/lib/i18n/translate';
import { type LogLineAnswer, logLineAnswer } from './answers';
import type { LogLine } from './list-log';

/** A line of a run's log in the reader's language. */
export function presentLogLine(line: LogLine, locale: Locale): LogLineAnswer {
  return logLineAnswer.parse({
    ...line,
    id: `${line.source}-${line.id}`,
    at: line.at.toISOString(),
    odoo_ids: line.odoo_ids ?? [],
    message: messageOf(line, locale),
  });
}

function messageOf(
  { event, kind, method, odoo_model: model, odoo_ids: ids, code, params }: LogLine,
  locale: Locale,
) {
  const t = (key: string, values: Record<string, string | number> = {}) =>
    translate(locale, `sync.log.${key}`, values);
  const name = (key: string) => (hasSentence(locale, key) ? translate(locale, key) : key.split('.').at(-1));
  const fieldName = (field: unknown) => name(`sync.field.${String(field)}`);
  switch (event) {
    case 'started':
      return t(code === 'resumed' ? 'resumed' : 'started');
    case 'phase':
      return [name(`sync.run.phases.${code}`), ...(kind ? [name(`sync.kinds.${kind}`)] : [])].join(' · ');
    case 'call': {
      const called = [model, method].filter(Boolean).join('.');
      const about = ids && ids.length > 0 ? ` (${t('records', { count: ids.length })})` : '';
      if (!code) return `${called}${about}`;
      return `${called}${about} – ${explainCode(locale, code, params).message}`;
    }
    case 'change': {
      const side = name(`sync.sides.${String(params.side)}`);
      const fields = Array.isArray(params.fields) ? params.fields.map(fieldName).join(', ') : '';
      return [`${name(`sync.actions.${code}`)} (${side})`, ...(fields ? [fields] : [])].join(' · ');
    }
    case 'record_error':
      return explainCode(locale, code ?? 'unknown', params).message;
    case 'conflict': {
      const outcome = t(`conflict.${typeof params.choice === 'string' ? params.choice : 'open'}`);
      return [fieldName(params.field), name(`sync.conflicts.reasons.${code}`), outcome].join(' · ');
    }
    case 'ended': {
      const status = name(`sync.status.${code}`) ?? '';
      const why = typeof params.code === 'string' ? explainCode(locale, params.code, params).message : null;
      return why === null ? status : `${status} – ${why}`;
    }
  }
}
