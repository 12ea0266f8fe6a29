import type { Integration } from './find';

type Settings = Pick<
  Integration,
  'name' | 'enabled' | 'config' | 'syncConfig' | 'defaultWarehouseId' | 'warehouseIds' | 'rootCategoryId'
>;

/** What an update made other than it was, by the setting's name in the API; keys are not among settings. */
export function settingsChanges(
  before: Settings,
  after: Settings,
): Record<string, { before: unknown; after: unknown }> {
  const [old, now] = [flat(before), flat(after)];
  return Object.fromEntries(
    Object.keys({ ...old, ...now }).flatMap((name) =>
      JSON.stringify(old[name]) === JSON.stringify(now[name])
        ? []
        : [[name, { before: old[name] ?? null, after: now[name] ?? null }]],
    ),
  );
}

function flat({ name, enabled, config, syncConfig, ...rest }: Settings): Record<string, unknown> {
  const { fields, ...sync } = syncConfig;
  return {
    name,
    enabled,
    ...config,
    ...sync,
    product_fields: fields.product,
    stock_fields: fields.stock,
    order_fields: fields.order,
    default_warehouse_id: rest.defaultWarehouseId,
    warehouse_ids: rest.warehouseIds,
    root_category_id: rest.rootCategoryId,
  };
}
