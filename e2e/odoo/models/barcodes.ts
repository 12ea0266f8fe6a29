import { userError, validationError } from '../orm/faults';
import type { Model } from '../orm/model';
import { sortIds } from '../orm/order';

/** These name the products by age, the others in their usual order. */
const BY_ID: ReadonlySet<number> = new Set([16, 19]);

/** @throws the recorded fault when a barcode of these variants is taken (FACTS.md A, Templates) */
export function checkBarcodes(model: Model, ids: readonly number[]): void {
  const clashes: string[] = [];
  const seen = new Set<string>();
  const server = model.env.sudo().with({ lang: model.env.context.lang }).model(model.name);
  for (const id of ids) {
    const barcode = model.row(id)?.barcode;
    if (typeof barcode !== 'string' || barcode === '' || seen.has(barcode)) continue;
    seen.add(barcode);
    const holders = [...model.table.where('barcode', barcode)];
    const counted =
      model.env.caps.barcode === 'unique-column'
        ? holders
        : holders.filter((one) => model.row(one)?.active === true);
    if (counted.length < 2) continue;
    if (model.env.caps.barcode === 'unique-column') throw validationError('product_product_barcode_uniq');
    const names = (
      BY_ID.has(model.env.caps.version) ? counted.sort((a, b) => a - b) : sortIds(server, counted)
    ).map((one) => server.displayName(one));
    clashes.push(`- Barcode "${barcode}" already assigned to product(s): ${joined(model, names)}`);
  }
  if (clashes.length === 0) return;
  const note =
    model.env.caps.version >= 17
      ? "\n\nNote: products that you don't have access to will not be shown above."
      : '';
  throw userError(`Barcode(s) already assigned:\n\n${clashes.join('\n')}${note}`);
}

function joined(model: Model, names: readonly string[]): string {
  if (model.env.caps.version < 18 || names.length < 2) return names.join(', ');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
