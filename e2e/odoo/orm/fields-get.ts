import { checkAccess } from './access';
import type { Model } from './model';
import { digitsOf } from './precision';
import type { Wire } from './values';

/** The recorded description of the model's fields, cut to names and attributes. */
export function fieldsGet(model: Model, names: readonly string[], attributes: readonly string[]): Wire {
  checkAccess(model, 'read');
  const answer: { [name: string]: Wire } = {};
  for (const [name, def] of Object.entries(model.cls.fields)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const all: { [key: string]: Wire } = {};
    for (const [key, value] of Object.entries(def)) {
      if (value === undefined || (attributes.length > 0 && !attributes.includes(key))) continue;
      all[key] = JSON.parse(JSON.stringify(key === 'digits' ? (digitsOf(model, name) ?? value) : value));
    }
    answer[name] = all;
  }
  return answer;
}
