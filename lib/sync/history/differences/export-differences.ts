import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { hasSentence, translate } from '@/lib/i18n/translate';
import { everyPage } from '@/lib/spreadsheet/answer-sheet';
import type { Sheet, SheetRow } from '@/lib/spreadsheet/sheet';
import { recordKind } from '../answers';
import type { Run } from '../list-runs';
import { nameValues } from '../name-values';
import { listDifferences, type RunDifference } from './list-differences';

const COLUMNS = ['kind', 'record', 'odoo_id', 'field', 'here', 'odoo', 'outlook'] as const;
type Row = SheetRow<(typeof COLUMNS)[number]>;
const BATCH = 500;

/** The report of a check, dated by its name: a line for each kind compared, then one for each difference. */
export function exportDifferences(
  ctx: Pick<Ctx, 'db'>,
  run: Run,
  locale: Locale,
): Sheet<(typeof COLUMNS)[number]> {
  const t = (key: string, params: Record<string, string | number> = {}) =>
    translate(locale, `sync.check.${key}`, params);
  const day = (run.finishedAt ?? run.createdAt).toISOString().slice(0, 10);
  return {
    name: `${t('file')}-${day}`,
    columns: COLUMNS.map((key) => ({ key, header: t(`column.${key}`) })),
    locale,
    batches: batches(),
  };

  async function* batches() {
    yield recordKind.options.flatMap((kind): Row[] => {
      const found = run.comparison[kind];
      if (!found) return [];
      const { records, values, fields, missing_here, missing_in_odoo } = found;
      const differences =
        missing_here + missing_in_odoo + Object.values(fields).reduce((sum, number) => sum + number, 0);
      const record = t('sum', { records, values, differences });
      return [{ ...EMPTY, kind: translate(locale, `sync.kinds.${kind}`), record }];
    });
    for await (const page of everyPage((cursor) =>
      listDifferences(ctx, { runId: run.id, limit: BATCH, cursor }),
    )) {
      const names = await nameValues(
        ctx.db,
        page.map(({ field, hereValue, odooValue }) => ({ [field ?? '']: [hereValue, odooValue] })),
      );
      yield page.map((difference) => rowOf(difference, names, locale));
    }
  }
}

const EMPTY: Row = {
  kind: null,
  record: null,
  odoo_id: null,
  field: null,
  here: null,
  odoo: null,
  outlook: null,
};

function rowOf(difference: RunDifference, names: Record<string, string>, locale: Locale): Row {
  const { kind, label, odooId, field, missing, hereValue, odooValue, outlook } = difference;
  const named = `sync.field.${field}`;
  return {
    kind: translate(locale, `sync.kind.${kind}`),
    record: label,
    odoo_id: odooId === null ? null : String(odooId),
    field:
      field === null
        ? translate(locale, `sync.check.missing_${missing ?? 'odoo'}`)
        : hasSentence(locale, named)
          ? translate(locale, named)
          : field,
    here: inText(hereValue, names),
    odoo: inText(odooValue, names),
    outlook: translate(locale, `sync.check.outlook.${outlook}`),
  };
}

function inText(value: unknown, names: Record<string, string>): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return names[value]?.startsWith('/api/') ? value : (names[value] ?? value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
