import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';

/**
 * Read in source, not recorded: an order says whether its prices include tax (saas~19.4; PR 251800), whatever its
 * taxes say; price_unit is in the order's mode.
 */
export const taxMode: readonly ModelSpec[] = [
  {
    name: 'sale.order',
    since: 19.4,
    fields: () => ({
      document_tax_mode: field('selection', 'Tax Mode', {
        selection: [
          ['tax_excluded', 'Tax Excluded'],
          ['tax_included', 'Tax Included'],
        ],
      }),
    }),
    defaults: () => ({ document_tax_mode: 'tax_excluded' }),
  },
];
