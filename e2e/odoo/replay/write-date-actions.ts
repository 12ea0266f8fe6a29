import type { Database } from '../orm/database';
import { idsOf, type Wire } from '../orm/values';
import type { DirectCall } from './direct';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The records whose write_date the recorder watched, by its names: "T one", "V many 1", "line". */
export interface Watched {
  readonly [name: string]: { readonly model: string; readonly id: number };
}

/** Makes a product with one variant, one with two, and what hangs on them. */
export async function makeWatched(call: DirectCall): Promise<Watched> {
  const first = async (answer: Promise<Wire>): Promise<number> => idsOf(await answer)[0] ?? 0;
  const category = await first(call('product.category', 'create', [{ name: 'Watched' }]));
  const tax = await first(call('account.tax', 'create', [{ name: 'Watched', amount: 5 }]));
  const attribute = await first(call('product.attribute', 'create', [{ name: 'Size' }]));
  const values = idsOf(
    await call('product.attribute.value', 'create', [
      ['S', 'M', 'L', 'XL'].map((name) => ({ name, attribute_id: attribute })),
    ]),
  );
  const one = await first(call('product.template', 'create', [{ name: 'One' }]));
  const line = [0, 0, { attribute_id: attribute, value_ids: [[6, 0, values.slice(0, 2)]] }];
  const many = await first(
    call('product.template', 'create', [
      { name: 'Many', categ_id: category, taxes_id: [[6, 0, [tax]]], attribute_line_ids: [line] },
    ]),
  );
  const search = async (model: string, template: number): Promise<number[]> =>
    idsOf(await call(model, 'search', [[['product_tmpl_id', '=', template]]], { order: 'id' }));
  const [single = 0] = await search('product.product', one);
  const [left = 0, right = 0] = await search('product.product', many);
  const [own = 0] = await search('product.template.attribute.line', many);
  const [ptav = 0] = await search('product.template.attribute.value', many);
  return {
    'T one': { model: 'product.template', id: one },
    'V one': { model: 'product.product', id: single },
    'T many': { model: 'product.template', id: many },
    'V many 1': { model: 'product.product', id: left },
    'V many 2': { model: 'product.product', id: right },
    attribute: { model: 'product.attribute', id: attribute },
    'value 1': { model: 'product.attribute.value', id: values[0] ?? 0 },
    'value 3': { model: 'product.attribute.value', id: values[2] ?? 0 },
    'value 4': { model: 'product.attribute.value', id: values[3] ?? 0 },
    'PTAV 1': { model: 'product.template.attribute.value', id: ptav },
    line: { model: 'product.template.attribute.line', id: own },
    category: { model: 'product.category', id: category },
    tax: { model: 'account.tax', id: tax },
  };
}

/** What the recorder wrote in each action; `undefined` for actions of trade. */
export function actionOf(
  name: string,
  watched: Watched,
): { on: string; vals: { [field: string]: Wire }; lang?: string } | undefined {
  const [on = '', what = ''] = name.split(': ');
  const record = on === 'category (of T many)' ? 'category' : on;
  const id = (key: string): number => watched[key]?.id ?? 0;
  const plain: { [what: string]: { [field: string]: Wire } } = {
    name: { name: `Named ${on}` },
    'the same name again': { name: `Named ${on}` },
    'write of {}': {},
    list_price: { list_price: 12.5 },
    default_code: { default_code: `CODE-${on}` },
    barcode: { barcode: `9${on}` },
    standard_price: { standard_price: 4 },
    weight: { weight: on.startsWith('T') ? 0.7 : 0.8 },
    image_1920: { image_1920: PIXEL },
    'the same image again': { image_1920: PIXEL },
    'image_1920 false': { image_1920: false },
    'image_variant_1920 false': { image_variant_1920: false },
    taxes_id: { taxes_id: [[6, 0, []]] },
    'taxes_id back': { taxes_id: [[6, 0, [id('tax')]]] },
    categ_id: { categ_id: id('category') },
    'active false': { active: false },
    'active true': { active: true },
    'name in fr_FR': { name: 'Nommé' },
    lst_price: { lst_price: 33 },
    'name (inherited)': { name: 'Inherited' },
    'description_sale (inherited)': { description_sale: 'Inherited' },
    price_extra: { price_extra: 2 },
    'a value added (new variant)': { value_ids: [[4, id('value 3')]] },
    'that value removed (variant gone)': { value_ids: [[3, id('value 3')]] },
    'a value added through the template': {
      attribute_line_ids: [[1, id('line'), { value_ids: [[4, id('value 4')]] }]],
    },
    amount: { amount: 6 },
  };
  const vals = plain[what];
  if (!vals || !watched[record]) return undefined;
  return what === 'name in fr_FR' ? { on: record, vals, lang: 'fr_FR' } : { on: record, vals };
}

/** The stored write_date of each watched record that still lives. */
export function writeDates(db: Database, watched: Watched): Map<string, string> {
  return new Map(
    Object.entries(watched).map(([name, { model, id }]) => [
      name,
      String(db.table(model).rows.get(id)?.write_date ?? 'gone'),
    ]),
  );
}
