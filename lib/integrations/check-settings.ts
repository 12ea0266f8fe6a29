import type { Ctx } from '@/lib/context';
import { AppError, type FieldError } from '@/lib/errors';
import { isDeclared } from '@/lib/odoo/declared-version';
import { readCategories } from '@/lib/odoo/intentions/read-categories';
import { readCompanyNames } from '@/lib/odoo/intentions/read-company-names';
import { readWarehouses } from '@/lib/odoo/intentions/read-warehouses';
import type { OdooSession, OdooSettings } from '@/lib/odoo/session';
import { isElsewhere } from './address-change';
import type { Integration } from './find';
import { settingsOf, withSession } from './odoo-settings';
import type { ConnectionChange, CreateInput, UpdateInput } from './schema';

/** Settings that name something in Odoo, as they are before a change; nothing at all before the first. */
export interface Known {
  readonly config: Pick<ConnectionChange, 'company_id' | 'language' | 'version'>;
  readonly defaultWarehouseId: number | null;
  readonly warehouseIds: readonly number[];
  readonly rootCategoryId: number | null;
  readonly categoryFilter: readonly number[];
  /** Odoo's version as last seen at this address. */
  readonly serverVersion?: string | undefined;
}

const NOTHING: Known = {
  config: {},
  defaultWarehouseId: null,
  warehouseIds: [],
  rootCategoryId: null,
  categoryFilter: [],
};

/** What a stored integration says, as far as it still counts: another server or database is asked about all of it. */
export function knownOf(
  { config, connection, defaultWarehouseId, warehouseIds, rootCategoryId, syncConfig }: Integration,
  change: ConnectionChange,
): Known {
  const moves =
    (change.url !== undefined && isElsewhere(config.url, change.url)) ||
    (change.database !== undefined && change.database !== config.database);
  if (moves) return NOTHING;
  return {
    config,
    defaultWarehouseId,
    warehouseIds,
    rootCategoryId,
    categoryFilter: syncConfig.category_filter,
    serverVersion: connection.server_version,
  };
}

type Change = Pick<
  UpdateInput,
  'default_warehouse_id' | 'warehouse_ids' | 'root_category_id' | 'sync_config' | 'config'
>;

/** So many of what exists are named in a refusal. */
const NAMED = 20;

/**
 * Asks Odoo whether what a change newly names is there: company, language, warehouses, categories. Odoo is called
 * only if there is something to ask. `settings` are those of the connection after the change.
 * @throws AppError invalid_request, which names what exists; odoo_failed where Odoo cannot be asked
 */
export async function checkSettings(settings: OdooSettings, known: Known, change: Change): Promise<void> {
  refuse(versionErrors(known, change));
  const { company_id, language } = change.config ?? {};
  if (isNew(company_id, known.config.company_id) || isNew(language, known.config.language)) {
    const anyFrame = { ...settings, companyId: undefined, language: undefined };
    refuse(await withSession(anyFrame, (odoo) => frameErrors(odoo, company_id, language)));
  }
  const warehouses = newWarehouses(known, change);
  const categories = newCategories(known, change);
  if (warehouses.length + categories.length === 0) return;
  refuse(
    await withSession(settings, async (odoo) => [
      ...(warehouses.length > 0 ? await warehouseErrors(odoo, warehouses) : []),
      ...(categories.length > 0 ? await categoryErrors(odoo, categories) : []),
    ]),
  );
}

/** The same for an integration that is about to be made. */
export function checkNewIntegration(ctx: Ctx, { config, sync_config }: CreateInput): Promise<void> {
  return checkSettings(settingsOf(ctx, config), NOTHING, { config, sync_config });
}

function refuse(fields: readonly FieldError[]): void {
  if (fields.length > 0) throw new AppError('invalid_request', {}, { fields });
}

function isNew<T>(wanted: T | null | undefined, known: T | null | undefined): wanted is T {
  return wanted !== undefined && wanted !== null && wanted !== known;
}

/** What is asked for at a path of the request. */
interface Named {
  readonly path: string;
  readonly id: number;
}

function newWarehouses(known: Known, { default_warehouse_id, warehouse_ids = [] }: Change): Named[] {
  const main = isNew(default_warehouse_id, known.defaultWarehouseId)
    ? [{ path: 'default_warehouse_id', id: default_warehouse_id }]
    : [];
  const others = warehouse_ids.map((id, at) => ({ path: `warehouse_ids.${at}`, id }));
  return [...main, ...others.filter(({ id }) => !known.warehouseIds.includes(id))];
}

function newCategories(known: Known, { root_category_id, sync_config }: Change): Named[] {
  const root = isNew(root_category_id, known.rootCategoryId)
    ? [{ path: 'root_category_id', id: root_category_id }]
    : [];
  const filter = (sync_config?.category_filter ?? []).map((id, at) => ({
    path: `sync_config.category_filter.${at}`,
    id,
  }));
  return [...root, ...filter.filter(({ id }) => !known.categoryFilter.includes(id))];
}

/** The version is said for information; Odoo's own word counts, where it has been heard. */
function versionErrors({ config, serverVersion }: Known, change: Change): FieldError[] {
  const said = change.config?.version;
  if (!isNew(said, config.version) || serverVersion === undefined || isDeclared(said, serverVersion))
    return [];
  return [{ path: 'config.version', message: 'version_differs', params: { actual: serverVersion } }];
}

async function frameErrors(
  odoo: OdooSession,
  companyId: number | undefined,
  language: string | undefined,
): Promise<FieldError[]> {
  const { companyIds, languages } = odoo.capabilities;
  const errors: FieldError[] = [];
  if (companyId !== undefined && !companyIds.includes(companyId)) {
    const existing = listed(await readCompanyNames(odoo, companyIds));
    errors.push({
      path: 'config.company_id',
      message: 'company_not_allowed',
      params: { id: companyId, existing },
    });
  }
  if (language !== undefined && !languages.includes(language)) {
    const params = { code: language, existing: languages.join(', ') };
    errors.push({ path: 'config.language', message: 'language_not_installed', params });
  }
  return errors;
}

async function warehouseErrors(odoo: OdooSession, wanted: readonly Named[]): Promise<FieldError[]> {
  const there = (await readWarehouses(odoo)).filter(({ active }) => active);
  const existing = listed(there);
  return wanted
    .filter(({ id }) => there.every((warehouse) => warehouse.id !== id))
    .map(({ path, id }) => ({ path, message: 'odoo_has_no_warehouse', params: { id, existing } }));
}

async function categoryErrors(odoo: OdooSession, wanted: readonly Named[]): Promise<FieldError[]> {
  const ids = wanted.map(({ id }) => id);
  const found = new Set((await readCategories(odoo, ids)).map(({ id }) => id));
  const missing = wanted.filter(({ id }) => !found.has(id));
  if (missing.length === 0) return [];
  const all = await readCategories(odoo);
  const existing = listed(all.map(({ id, completeName }) => ({ id, name: completeName })));
  return missing.map(({ path, id }) => ({ path, message: 'odoo_has_no_category', params: { id, existing } }));
}

/** "1 (WH/Stock), 2 (Lyon/Stock), …" */
function listed(found: readonly { id: number; name: string }[]): string {
  const named = found.slice(0, NAMED).map(({ id, name }) => `${id} (${name})`);
  return [...named, ...(found.length > NAMED ? ['…'] : [])].join(', ');
}
