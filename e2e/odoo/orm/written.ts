import { valueError } from './faults';
import type { Model } from './model';
import type { Vals } from './values';

/** @throws ValueError for a key that is no field (FACTS.md A, Templates) */
export function checkWrittenFields(model: Model, vals: Vals): void {
  for (const name of Object.keys(vals)) {
    if (model.cls.fields[name]) continue;
    throw valueError(
      model.env.caps.version >= 19
        ? `Invalid field '${name}' in '${model.name}'`
        : `Invalid field '${name}' on model '${model.name}'`,
    );
  }
}
