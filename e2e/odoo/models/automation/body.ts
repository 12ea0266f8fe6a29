import type { Env } from '../../orm/env';
import { Float, isRecord, type Wire } from '../../orm/values';
import type { RecordEvent } from './events';

/**
 * The body of a webhook: sorted keys, many2one as id, dates with microseconds, pictures as the text of Python bytes.
 * `early` is how the first of many requests sees a record that is being created: without its variants.
 */
export function webhookBody(
  env: Env,
  action: { id: number; name: string },
  event: RecordEvent,
  fields: readonly string[],
  early: boolean,
): string {
  const values: { [key: string]: Wire } = {
    _action: `${action.name}(#${action.id})`,
    _id: event.id,
    _model: event.model,
    ...(fields.length > 0 ? { id: event.id } : {}),
  };
  const model = env.model(event.model);
  const row = event.row === undefined ? model.read([event.id], fields, { load: false })[0] : event.row;
  for (const name of fields) {
    const def = model.field(name);
    const value = row?.[name];
    const plain: Wire =
      value === undefined || typeof value !== 'object' || value === null || value instanceof Float
        ? value
        : Array.isArray(value)
          ? [...value]
          : value;
    if (early && def?.type === 'one2many') values[name] = [];
    else if (def?.type === 'datetime' && event.row === undefined) values[name] = model.get(event.id, name);
    else if (def?.type === 'binary' && typeof plain === 'string') values[name] = `b'${plain}'`;
    else if ((def?.type === 'float' || def?.type === 'monetary') && typeof plain === 'number')
      values[name] = new Float(plain);
    else values[name] = plain ?? false;
  }
  return pythonJson(values);
}

/** JSON as Python's json.dumps(sort_keys=True) writes it. */
function pythonJson(value: Wire): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${pythonJson(key)}: ${pythonJson(value[key])}`);
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
