import { userError } from '../../orm/faults';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';
import type { Vals } from '../../orm/values';

/** @throws UserError for another kind of a product that has moved; 19 allows it (FACTS.md B, Stock) */
function checkKind(model: Model, id: number, vals: Vals): void {
  const { storable, version } = model.env.caps;
  const wanted = vals[storable];
  if (version >= 19 || wanted === undefined || wanted === model.row(id)?.[storable]) return;
  const moves = model.env.db.table('stock.move');
  const variants = model.env.db.table('product.product').where('product_tmpl_id', id);
  if (![...variants].some((variant) => moves.where('product_id', variant).size > 0)) return;
  throw userError(
    version === 18
      ? 'You can not change the inventory tracking of a product that was already used.'
      : 'You can not change the type of a product that was already used.',
  );
}

export const productKind: ModelSpec = {
  name: 'product.template',
  write: (model, ids, vals, next) => {
    for (const id of ids) checkKind(model, id, vals);
    next(ids, vals);
  },
};
