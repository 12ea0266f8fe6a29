import { z } from 'zod';
import { parseOdooVersion } from '@/lib/odoo/version';
import type { Integration } from './find';
import { keyAge } from './key-age';
import { ORDER_FIELDS, PRODUCT_FIELDS, SETUP_STEPS, STOCK_FIELDS } from './schema';

const instant = z.iso.datetime();

/** An integration as the API answers it. There is no place in it for the key. */
export const integrationAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    type: z.literal('odoo'),
    enabled: z.boolean(),
    config: z.object({
      url: z.string(),
      database: z.string(),
      username: z.string(),
      version: z.string().optional(),
      transport: z.enum(['auto', 'xmlrpc', 'json2']),
      company_id: z.number().optional(),
      language: z.string().optional(),
      timeout_seconds: z.number(),
      image_timeout_seconds: z.number(),
      image_bundle_mb: z.number().optional(),
      max_calls_per_second: z.number().optional(),
    }),
    api_key: z.object({
      set_at: instant,
      expires_at: instant.nullable(),
      age_days: z.number().int(),
      renew_before: instant,
      state: z.enum(['ok', 'renew_soon', 'overdue']),
    }),
    sync_config: z.object({
      frequency: z.enum(['realtime', '5min', '15min', 'manual']),
      direction: z.enum(['bidirectional', 'import', 'export']),
      incremental: z.boolean(),
      cache_enabled: z.boolean(),
      workers: z.number(),
      category_filter: z.array(z.number()),
      export_scope: z.enum(['own', 'all']),
      import_not_for_sale: z.boolean().optional(),
      conflict_policy: z.enum(['newest', 'odoo', 'products_manager', 'manual']),
      fields: z.object({
        product: z.array(z.enum(PRODUCT_FIELDS)),
        stock: z.array(z.enum(STOCK_FIELDS)),
        order: z.array(z.enum(ORDER_FIELDS)),
      }),
    }),
    default_warehouse_id: z.number().nullable(),
    warehouse_ids: z.array(z.number()),
    root_category_id: z.number().nullable(),
    setup_step: z.enum(SETUP_STEPS).nullable().catch(null),
    /** When a first run was asked for; null: nothing runs yet. */
    started_at: instant.nullable(),
    connection: z.object({
      state: z.enum(['unknown', 'ok', 'down', 'unauthorised', 'halted']),
      code: z.string().optional(),
      params: z.record(z.string(), z.unknown()).optional(),
      since: z.string().optional(),
      server_version: z.string().optional(),
      retry_at: z.string().optional(),
    }),
    /** What gives values their meaning in Odoo, as last read. */
    frame: z.object({
      currency: z.string().optional(),
      /** What is chosen and not to be had in Odoo any more; explained like errors. */
      warnings: z
        .array(
          z.object({
            code: z.string(),
            params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
          }),
        )
        .default([]),
    }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Integration' });
export type IntegrationAnswer = z.output<typeof integrationAnswer>;

/** Odoo's major version as last seen, or as the person said; null while unknown. */
export function majorOf({ connection, config }: Pick<Integration, 'connection' | 'config'>): number | null {
  const version = connection.server_version ?? config.version;
  return version === undefined ? null : (parseOdooVersion(version)?.major ?? null);
}

export function presentIntegration(row: Integration, now: Date): IntegrationAnswer {
  return integrationAnswer.parse({
    ...row,
    api_key: {
      set_at: row.apiKeySetAt.toISOString(),
      expires_at: row.apiKeyExpiresAt?.toISOString() ?? null,
      ...keyAge({ setAt: row.apiKeySetAt, expiresAt: row.apiKeyExpiresAt, major: majorOf(row) }, now),
    },
    sync_config: row.syncConfig,
    default_warehouse_id: row.defaultWarehouseId,
    warehouse_ids: row.warehouseIds,
    root_category_id: row.rootCategoryId,
    setup_step: row.setupStep,
    started_at: row.startedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  });
}
