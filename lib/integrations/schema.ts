import { z } from 'zod';
import type { OdooConfig, SyncConfig } from '@/db/schema/integrations';
import { mayBeDeclared } from '@/lib/odoo/declared-version';
import { odooAddress } from './odoo-address';

export const PRODUCT_FIELDS = [
  'title',
  'description',
  'sku',
  'ean',
  'price',
  'cost_price',
  'category',
  'images',
  'dimensions',
  'attributes',
] as const;
export const STOCK_FIELDS = ['quantity', 'warehouse', 'alert_threshold'] as const;
export const ORDER_FIELDS = ['number', 'customer', 'lines', 'status', 'date'] as const;

const odooId = z.number().int().positive();

/** As typed or pasted by a person, kept as where Odoo is. */
const odooUrl = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .transform(odooAddress)
  .refine((address) => {
    const url = URL.parse(address);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  }, 'odoo_url');

const connectionFields = {
  url: odooUrl,
  database: z.string().trim().min(1).max(200),
  username: z.string().trim().min(1).max(200),
  api_key: z.string().trim().min(1).max(500),
  version: z.string().trim().refine(mayBeDeclared, 'odoo_version').optional(),
  transport: z.enum(['auto', 'xmlrpc', 'json2']),
  company_id: odooId.nullish().transform((id) => id ?? undefined),
  /** As Odoo names it: "fr_FR", "sr@latin". */
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2,3}(_[A-Z0-9]{2,3})?(@[a-z]+)?$/, 'odoo_language')
    .nullish()
    .transform((code) => code ?? undefined),
  timeout_seconds: z.number().int().min(5).max(900),
  image_timeout_seconds: z.number().int().min(5).max(900),
  image_bundle_mb: z
    .number()
    .min(0.1)
    .max(50)
    .nullish()
    .transform((size) => size ?? undefined),
  max_calls_per_second: z
    .number()
    .min(0.1)
    .max(100)
    .nullish()
    .transform((rate) => rate ?? undefined),
};

/** The documented connection (I2). */
export const connectionInput = z.strictObject({
  ...connectionFields,
  transport: connectionFields.transport.default('auto'),
  timeout_seconds: connectionFields.timeout_seconds.default(120),
  image_timeout_seconds: connectionFields.image_timeout_seconds.default(60),
});
export type ConnectionInput = z.output<typeof connectionInput>;

const fields = z.strictObject({
  product: z
    .array(z.enum(PRODUCT_FIELDS))
    .refine((chosen) => chosen.includes('title'), 'title_is_mandatory')
    .transform((chosen) => PRODUCT_FIELDS.filter((field) => chosen.includes(field))),
  stock: z.array(z.enum(STOCK_FIELDS)),
  order: z.array(z.enum(ORDER_FIELDS)),
});

const syncFields = {
  frequency: z.enum(['realtime', '5min', '15min', 'manual']),
  direction: z.enum(['bidirectional', 'import', 'export']),
  incremental: z.boolean(),
  cache_enabled: z.boolean(),
  workers: z.number().int().min(1).max(16),
  category_filter: z.array(odooId).max(1000),
  export_scope: z.enum(['own', 'all']),
  import_not_for_sale: z.boolean(),
  conflict_policy: z.enum(['newest', 'odoo', 'products_manager', 'manual']),
};

/** Any part of the synchronisation settings; `sync_workers` is the documentation's other name of `workers`. */
export const syncConfigInput = z
  .strictObject({ ...syncFields, fields: fields.partial(), sync_workers: syncFields.workers })
  .partial()
  .transform(({ sync_workers, ...rest }) => ({
    ...rest,
    ...(sync_workers === undefined ? {} : { workers: sync_workers }),
  }));

/** Wizard steps that can be left and resumed. */
export const SETUP_STEPS = [
  'connection',
  'test',
  'frequency',
  'direction',
  'conflicts',
  'fields',
  'categories',
  'advanced',
  'preview',
  'start',
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

const name = z.string().trim().min(1).max(120);
const setupStep = z.enum(SETUP_STEPS).nullable();

export const createInput = z.strictObject({
  name,
  type: z.literal('odoo'),
  config: connectionInput,
  sync_config: syncConfigInput.optional(),
  setup_step: setupStep.optional(),
  /** Asks for the first run at once; without it nothing runs until one is asked for. */
  start: z.boolean().optional(),
});
export type CreateInput = z.output<typeof createInput>;

const settings = {
  default_warehouse_id: odooId.nullish(),
  warehouse_ids: z.array(odooId).max(200).optional(),
  root_category_id: odooId.nullish(),
  sync_config: syncConfigInput.optional(),
  sync_workers: syncFields.workers.optional(),
};
const connectionChange = z.strictObject(connectionFields).partial();

/** `PATCH /integrations/{id}/config`: settings, and details of the connection beside them. */
export const configInput = z.strictObject({ ...settings, ...connectionChange.shape });

/** `PATCH /integrations/{id}`: anything, so that one request saves a whole page. */
export const updateInput = z.strictObject({
  ...settings,
  name: name.optional(),
  enabled: z.boolean().optional(),
  config: connectionChange.optional(),
  setup_step: setupStep.optional(),
});
export type UpdateInput = z.output<typeof updateInput>;
export type ConnectionChange = z.output<typeof connectionChange>;

/** `PATCH …/config` as the change of an integration that it asks for. */
export function changeOf(input: z.output<typeof configInput>): UpdateInput {
  const { default_warehouse_id, warehouse_ids, root_category_id, sync_config, sync_workers, ...config } =
    input;
  const rest = { default_warehouse_id, warehouse_ids, root_category_id, sync_config, sync_workers };
  return Object.values(config).some((value) => value !== undefined) ? { ...rest, config } : rest;
}

/** The settings an integration starts with: both ways, every five minutes, every field, orders too. */
export const DEFAULT_SYNC_CONFIG: SyncConfig = {
  frequency: '5min',
  direction: 'bidirectional',
  incremental: true,
  cache_enabled: true,
  workers: 4,
  category_filter: [],
  export_scope: 'own',
  import_not_for_sale: false,
  conflict_policy: 'newest',
  fields: { product: [...PRODUCT_FIELDS], stock: [...STOCK_FIELDS], order: [...ORDER_FIELDS] },
};

/** Settings after a change of some of them. */
export function mergeSyncConfig(
  current: SyncConfig,
  change: z.output<typeof syncConfigInput> | undefined,
): SyncConfig {
  return { ...current, ...change, fields: { ...current.fields, ...change?.fields } };
}

/** What is stored of a connection: everything but the key. */
export function storedConfig({ api_key: _secret, ...rest }: ConnectionInput): OdooConfig {
  return rest;
}
