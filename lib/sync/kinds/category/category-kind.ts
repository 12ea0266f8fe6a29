import type { SyncKind } from '../kind';
import { compareCategories } from './compare-categories';
import { readTrees } from './read-trees';
import { sendCategories } from './send-categories';
import { takeCategories } from './take-categories';

/**
 * Categories both ways, whole before any product is looked at: they are few, and a product is filed under them. One
 * call reads Odoo's tree; it also tells which categories are gone, so nothing needs to be swept.
 */
export const categoryKind: SyncKind = {
  name: 'category',
  selected: (integration) => integration.syncConfig.fields.product.includes('category'),
  phases: {
    async reference(run) {
      const trees = await readTrees(run);
      if (run.checks) return compareCategories(run, trees);
      const after = await takeCategories(run, trees);
      await sendCategories(run, after);
    },
  },
};
