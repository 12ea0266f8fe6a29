import { z } from 'zod';
import { OdooError } from '../errors';
import type { Asking } from './asking';
import type { Capabilities } from './capabilities';
import type { FieldTypes } from './fields';
import { findUnits } from './units';

const Many2one = z.union([z.tuple([z.number(), z.string()]), z.literal(false)]);
const Users = z.array(z.object({ company_id: Many2one, company_ids: z.array(z.number()) })).min(1);
const Installed = z.array(z.tuple([z.string(), z.string()])).min(1);
const Context = z.looseObject({ lang: z.union([z.string(), z.literal(false)]).optional() });

/** Language and company first (FACTS.md A, Context), then what fields_get tells of each difference. */
export async function findCapabilities(asking: Asking): Promise<Capabilities> {
  const { version, transport, uid } = asking;
  const [user, languages, template, variant, quant, line] = await Promise.all([
    asking.once('res.users', 'read', [[uid], ['company_id', 'company_ids']]),
    language(asking),
    asking.fieldsOf('product.template'),
    asking.fieldsOf('product.product'),
    asking.fieldsOf('stock.quant'),
    asking.fieldsOf('sale.order.line'),
  ]);
  const { major } = version;
  const hasProductImage = template.has('product_template_image_ids');
  const { companyId, companyIds } = company(user, asking.wanted.companyId);
  return {
    serverVersion: version.version,
    major,
    transport,
    uid,
    companyId,
    companyIds,
    companyChain: await companyChain(asking, companyId),
    ...languages,
    storable: storableField(template),
    setStock: stockDialect(quant),
    orderLine: {
      tax: line.has('tax_ids') ? 'tax_ids' : 'tax_id',
      unit: line.has('product_uom_id') ? 'product_uom_id' : 'product_uom',
    },
    hasProductImage,
    pictureRows: hasProductImage && (await asking.fieldsOf('product.image')).has('attribute_value_ids'),
    ownPrices: variant.get('lst_price')?.stored ?? false,
    templateBarcodes: template.get('barcode')?.stored ?? false,
    hasDimensions: ['product_length', 'product_width', 'product_height'].every((name) => template.has(name)),
    units: asking.units ?? (await findUnits(asking, template)),
    webhooks: major >= 17,
    webhooksBeforeCommit: major === 17 || major === 18,
    images: { webp: major >= 17 },
  };
}

function storableField(template: FieldTypes): Capabilities['storable'] {
  if (template.has('is_storable')) return 'is_storable';
  return template.has('detailed_type') ? 'detailed_type' : 'type';
}

/** The one-call way is shown to stock managers only; a user who lacks it must count and apply (FACTS.md B, Stock). */
function stockDialect(quant: FieldTypes): Capabilities['setStock'] {
  if (quant.has('inventory_quantity_auto_apply')) return 'auto_apply';
  return quant.has('inventory_quantity_set') ? 'apply' : 'inventory_quantity';
}

function company(answer: unknown, wanted: number | undefined): { companyId: number; companyIds: number[] } {
  const user = Users.safeParse(answer).data?.[0];
  const companyId = wanted ?? (user?.company_id ? user.company_id[0] : undefined);
  if (!user || companyId === undefined) throw new OdooError('bad_answer', { model: 'res.users' });
  if (!user.company_ids.includes(companyId)) throw new OdooError('company_not_allowed', { ids: [companyId] });
  return { companyId, companyIds: user.company_ids };
}

const Lineage = z.array(z.object({ parent_path: z.string() })).length(1);

/**
 * A branch's `parent_path` (17+) names its companies from the root down to itself, "1/4/". The companies themselves
 * are hidden from who belongs to the branch only.
 */
async function companyChain(asking: Asking, companyId: number): Promise<number[]> {
  if (!(await asking.fieldsOf('res.company')).has('parent_path')) return [companyId];
  const answer = await asking.once('res.company', 'read', [[companyId], ['parent_path']]);
  const path = Lineage.safeParse(answer).data?.[0]?.parent_path ?? '';
  const above = path.split('/').flatMap((id) => (id === '' ? [] : Number(id)));
  return [companyId, ...above.filter((id) => id !== companyId).reverse()];
}

/**
 * The chosen language, else the user's own. One that is not installed makes 14–17 write into the English text: only an
 * installed one is ever sent, and what was chosen is never replaced by another.
 */
async function language(asking: Asking): Promise<{ language: string; languages: string[] }> {
  const [languages, own] = await Promise.all([installedLanguages(asking), ownLanguage(asking)]);
  const { language: chosen } = asking.wanted;
  if (chosen !== undefined && !languages.includes(chosen)) {
    throw new OdooError('language_not_installed', { language: chosen, installed: languages.join(', ') });
  }
  const choice = [chosen, own, 'en_US'].find((code) => code && languages.includes(code));
  return { language: choice || languages[0] || 'en_US', languages };
}

/** Codes of the languages that Odoo speaks. One call. */
export async function installedLanguages({ ways, once }: Pick<Asking, 'ways' | 'once'>): Promise<string[]> {
  const answer = await ways.take('languages', {
    get_installed: () => once('res.lang', 'get_installed', []),
    search_read: async () => {
      const rows = await once('res.lang', 'search_read', [[['active', '=', true]], ['code', 'name']]);
      return z
        .object({ code: z.string(), name: z.string() })
        .transform(({ code, name }) => [code, name])
        .array()
        .safeParse(rows).data;
    },
  });
  const installed = Installed.safeParse(answer);
  if (!installed.success) throw new OdooError('bad_answer', { model: 'res.lang' });
  return installed.data.map(([code]) => code);
}

async function ownLanguage({ ways, once, uid }: Asking): Promise<string | false | undefined> {
  const answer = await ways.take('preferences', {
    context_get: () => once('res.users', 'context_get', []),
    read: async () => {
      const rows = await once('res.users', 'read', [[uid], ['lang']]);
      return Array.isArray(rows) ? rows[0] : undefined;
    },
  });
  return Context.safeParse(answer).data?.lang;
}
