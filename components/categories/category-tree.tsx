import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { pathText } from '@/components/products/category-option';
import type { TreeRow } from '@/lib/catalogue/categories/browse-tree';
import { CategoryActions } from './category-actions';

/** Phones have no room for deep indents; deeper levels stand at the last one. */
const DEEPEST_INDENT = 5;

/**
 * Categories as an indented list, with how many products each holds, those below it included. Where the one above is
 * not on the page, and in what a search has found (`flat`), it is said.
 */
export function CategoryTree({
  rows,
  mayEdit,
  flat,
}: {
  rows: readonly TreeRow[];
  mayEdit: boolean;
  flat: boolean;
}) {
  const t = useTranslations('catalogue.categories');
  const shown = new Set(rows.map(({ id }) => id));
  return (
    <ul className="divide-y">
      {rows.map(({ products, ...category }) => {
        const depth = flat ? 0 : Math.min(category.path.length - 1, DEEPEST_INDENT);
        const above = category.path.slice(0, -1);
        const isAboveSeen = !flat && category.parent_id !== null && shown.has(category.parent_id);
        return (
          <li
            key={category.id}
            className="flex min-h-12 items-center gap-3 py-1.5 pe-3 hover:bg-subtle/60"
            style={{ paddingInlineStart: `${1 + depth * 1.25}rem` }}
          >
            <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">
              {above.length > 0 ? (
                <span className={isAboveSeen ? 'sr-only' : 'font-normal text-muted'}>
                  {`${pathText(above)} → `}
                </span>
              ) : null}
              {category.name}
            </span>
            <Link
              href={`/products?category_id=${category.id}`}
              prefetch={false}
              className="shrink-0 text-[0.8125rem] text-muted tabular-nums underline-offset-4 hover:text-ink hover:underline"
            >
              {t('products', { count: products })}
            </Link>
            {mayEdit ? <CategoryActions category={category} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
