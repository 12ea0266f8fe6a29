import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import type { Wire } from '../orm/values';

/** Codes of the languages that are switched on. */
export function installedLanguages(model: Model): string[] {
  const languages = model.env.sudo().model('res.lang');
  return languages
    .search([['active', '=', true]], { order: 'code desc' })
    .map((id) => languages.text(id, 'code'));
}

/** get_field_translations of 16+: one entry for each language that is switched on. */
export function fieldTranslations(model: Model, ids: readonly number[], name: string): Wire {
  model.mustExist(ids);
  const source = String(model.with({ lang: 'en_US' }).get(ids[0] ?? 0, name) || '');
  const entries = installedLanguages(model).map((lang) => ({
    lang,
    source,
    value: lang === 'en_US' ? source : String(model.row(ids[0] ?? 0)?.[`${name}@${lang}`] ?? ''),
  }));
  return [
    entries,
    { translation_type: model.cls.fields[name]?.type ?? 'char', translation_show_source: false },
  ];
}

/** Installing a language, and the translation rows of 14 and 15. */
export const translationModels: readonly ModelSpec[] = [
  {
    name: 'base.language.install',
    label: () => 'Install Language',
    fields: (version) => ({
      overwrite: field('boolean', 'Overwrite Existing Terms'),
      ...(version >= 16
        ? { lang_ids: field('many2many', 'Languages', { relation: 'res.lang' }) }
        : { lang: field('char', 'Language', { required: true }) }),
    }),
    methods: {
      lang_install: {
        on: 'records',
        params: [],
        run: (model, ids) => {
          const languages = model.env.sudo().model('res.lang');
          for (const id of ids) {
            const wanted =
              model.env.caps.version >= 16
                ? model.many(id, 'lang_ids')
                : [...languages.table.where('code', model.text(id, 'lang'))];
            languages.write(wanted, { active: true });
          }
          return {
            type: 'ir.actions.act_window',
            res_model: 'base.language.install',
            res_id: ids[0] ?? 0,
            view_mode: 'form',
            target: 'new',
            views: [[100, 'form']],
          };
        },
      },
    },
  },
  {
    name: 'ir.translation',
    until: 15,
    label: () => 'Translation',
    fields: () => ({
      name: field('char', 'Translated field', { required: true }),
      res_id: field('integer', 'Record ID'),
      lang: field('char', 'Language'),
      type: field('char', 'Type'),
      src: field('text', 'Internal Source'),
      value: field('text', 'Translation Value'),
      state: field('char', 'Status'),
      module: field('char', 'Module'),
    }),
    access: () => [SETTINGS],
    compute: {
      src: (model, id) => {
        const row = model.row(id);
        const [target = '', name = ''] = String(row?.name).split(',');
        return model.env.db.table(target).rows.get(Number(row?.res_id))?.[name] ?? false;
      },
    },
    write: (model, ids, vals, next) => {
      next(ids, vals);
      if (typeof vals.value !== 'string') return;
      for (const id of ids) {
        const row = model.row(id);
        const [target = '', name = ''] = String(row?.name).split(',');
        model.env
          .sudo()
          .model(target)
          .set(Number(row?.res_id), { [`${name}@${row?.lang}`]: vals.value });
      }
    },
  },
];

const SETTINGS = 'Administration/Settings';

/** 14 and 15 keep a row for each translated text. */
export function keepTranslationRow(
  model: Model,
  id: number,
  name: string,
  lang: string,
  value: string,
): void {
  const rows = model.env.sudo().model('ir.translation');
  const key = `${model.name},${name}`;
  const known = [...rows.table.where('res_id', id)].find(
    (one) => rows.row(one)?.name === key && rows.row(one)?.lang === lang,
  );
  const source = String(model.row(id)?.[name] ?? '');
  if (known !== undefined) rows.set(known, { value, src: source });
  else
    rows.create({
      name: key,
      res_id: id,
      lang,
      type: 'model',
      src: source,
      value,
      state: 'translated',
      module: '',
    });
}
