import { CODES } from '@/lib/catalogue/products/rules';
import type { ReportedError } from '../../../history/batch-report';
import type { Family } from '../family';
import { canonicalCode } from '../fields/values';
import type { Surroundings } from '../surroundings';
import type { Members } from './match-members';

type Code = (typeof CODES)[number];

/**
 * Codes that a product has beside its variants. Neither side makes them of its own accord, but both keep them: imports
 * into Odoo write `default_code` on templates of several variants, where it stays and is nobody's (FACTS.md A,
 * Variants), and products here may have theirs from before they had variants. Only variants carry codes across.
 */
export function codesBesideVariants(
  { here, odoo }: Family,
  { simple, members }: Pick<Members, 'simple' | 'members'>,
  { run }: Surroundings,
): ReportedError[] {
  if (simple || members.length === 0 || here?.head.deletedAt) return [];
  const selected = run.integration.syncConfig.fields.product;
  const carried = (field: Code) =>
    members.flatMap(({ row, variant }) => [row?.[field], variant?.[field]].map((code) => code ?? null));
  const stray = (field: Code, code: string | null | undefined) => {
    const value = canonicalCode(code ?? null);
    return value !== null && selected.includes(field) && !carried(field).includes(value) ? [value] : [];
  };
  // The first variant takes them over in this very batch.
  const leaving = run.integration.syncConfig.direction !== 'export' && members.some(({ seed }) => seed);
  const codes = new Set([
    ...(leaving ? [] : CODES.flatMap((field) => stray(field, here?.head[field]))),
    ...(odoo?.active ? [...stray('sku', odoo.ownCode), ...stray('ean', odoo.ownEan)] : []),
  ]);
  if (codes.size === 0) return [];
  const params = { codes: [...codes].join(', ') };
  return [{ class: 'mapping', code: 'codes_beside_variants', message: 'codes_beside_variants', params }];
}
