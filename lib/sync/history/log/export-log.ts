import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { everyPage } from '@/lib/spreadsheet/answer-sheet';
import type { Sheet } from '@/lib/spreadsheet/sheet';
import type { Run } from '../list-runs';
import { type LogFilter, listLog } from './list-log';
import { presentLogLine } from './present-log';

const COLUMNS = [
  'at',
  'level',
  'event',
  'message',
  'kind',
  'record',
  'model',
  'odoo_ids',
  'duration',
] as const;
const BATCH = 500;

/** A run's log as a file, as filtered: a line each, dated by its name. */
export function exportLog(
  ctx: Pick<Ctx, 'db'>,
  run: Run,
  filter: Pick<LogFilter, 'level' | 'event' | 'record'>,
  locale: Locale,
): Sheet<(typeof COLUMNS)[number]> {
  const t = (key: string) => translate(locale, `sync.log.${key}`);
  return {
    name: `${t('file')}-${run.createdAt.toISOString().slice(0, 10)}`,
    columns: COLUMNS.map((key) => ({ key, header: t(`column.${key}`) })),
    locale,
    batches: batches(),
  };

  async function* batches() {
    const read = (cursor: string | undefined) =>
      listLog(ctx, { ...filter, runId: run.id, limit: BATCH, cursor });
    for await (const page of everyPage(read))
      yield page
        .map((line) => presentLogLine(line, locale))
        .map(({ at, level, event, message, kind, label, odoo_model, odoo_ids, duration_ms }) => ({
          at,
          level: t(`level.${level}`),
          event: t(`event.${event}`),
          message,
          kind: kind && translate(locale, `sync.kind.${kind}`),
          record: label,
          model: odoo_model,
          odoo_ids: odoo_ids.join(' '),
          duration: duration_ms === null ? null : String(duration_ms),
        }));
  }
}
