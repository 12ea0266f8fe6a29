import { OdooError } from '../errors';

/**
 * JSON-2 takes named arguments only. Methods called here with positions: their names in 19, `ids` where the method
 * works on records (FACTS.md C §8; "cannot call … with ids" otherwise).
 */
const NAMES: Record<string, readonly string[]> = {
  search: ['domain', 'offset', 'limit', 'order'],
  search_read: ['domain', 'fields', 'offset', 'limit', 'order'],
  search_count: ['domain', 'limit'],
  read: ['ids', 'fields', 'load'],
  read_group: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'],
  formatted_read_group: ['domain', 'groupby', 'aggregates', 'having', 'offset', 'limit', 'order'],
  fields_get: ['allfields', 'attributes'],
  create: ['vals_list'],
  write: ['ids', 'vals'],
  unlink: ['ids'],
  load: ['fields', 'data'],
  check_access_rights: ['operation', 'raise_exception'],
  has_access: ['ids', 'operation'],
  check_object_reference: ['module', 'xml_id'],
  get_metadata: ['ids'],
  context_get: [],
  get_installed: [],
  get_param: ['key', 'default'],
  has_group: ['ids', 'group_ext_id'],
};

/** The body of a JSON-2 call. Methods not in the table may only take ids (action_apply_inventory and the like). */
export function namedArguments(
  method: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = Object.hasOwn(NAMES, method) ? NAMES[method] : ['ids'];
  if (!names || args.length > names.length)
    throw new OdooError('unsupported', { method, cause: 'arguments' }, 'no');
  const named: Record<string, unknown> = {};
  names.forEach((name, position) => {
    if (args[position] !== undefined) named[name] = args[position];
  });
  return { ...named, ...kwargs };
}
