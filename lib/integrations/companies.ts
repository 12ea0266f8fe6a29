import { type Ctx, requireAdmin } from '@/lib/context';
import { readCompanyNames } from '@/lib/odoo/intentions/read-company-names';
import { findIntegration } from './find';
import { odooSettings, withSession } from './odoo-settings';

/**
 * The companies that the integration's user may work for, by name. The one chosen is left aside while asking, so that a
 * lost one can be replaced. @throws AppError not_found, forbidden, odoo_failed
 */
export async function listCompaniesInOdoo(ctx: Ctx, ref: string): Promise<{ id: number; name: string }[]> {
  requireAdmin(ctx);
  const integration = await findIntegration(ctx, ref);
  const settings = { ...odooSettings(ctx, integration), companyId: undefined };
  return withSession(settings, (odoo) => readCompanyNames(odoo, odoo.capabilities.companyIds));
}
