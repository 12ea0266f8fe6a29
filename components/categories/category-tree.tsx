import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { CategoryView } from '@/lib/catalogue/categories/schema';
import { CategoryActions } from './category-actions';

/** Phones have no room for deep indents; deeper levels stand at the last one. */
const DEEPEST_INDENT = 5;

/** The categories as an indented list, with how many products each holds, those below it included. */
export function CategoryTree({
  categories,
  mayEdit,
}: {
  categories: readonly CategoryView[];
  mayEdit: boolean;
}) {
  const top = categories.filter((category) => category.parent_id === null);
  return <Level of={top} all={categories} depth={0} mayEdit={mayEdit} />;
}

function Level({
  of,
  all,
  depth,
  mayEdit,
}: {
  of: readonly CategoryView[];
  all: readonly CategoryView[];
  depth: number;
  mayEdit: boolean;
}) {
  const t = useTranslations('catalogue.categories');
  return (
    <ul className={depth === 0 ? 'divide-y' : 'divide-y border-t'}>
      {of.map((category) => {
        const below = all.filter((other) => other.parent_id === category.id);
        return (
          <li key={category.id}>
            <div
              className="flex min-h-12 items-center gap-3 py-1.5 pe-3 hover:bg-subtle/60"
              style={{ paddingInlineStart: `${1 + Math.min(depth, DEEPEST_INDENT) * 1.25}rem` }}
            >
              <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{category.name}</span>
              <Link
                href={`/products?category_id=${category.id}`}
                className="shrink-0 text-[0.8125rem] text-muted tabular-nums underline-offset-4 hover:text-ink hover:underline"
              >
                {t('products', { count: productsIn(category, all) })}
              </Link>
              {mayEdit ? <CategoryActions category={category} categories={all} /> : null}
            </div>
            {below.length > 0 ? <Level of={below} all={all} depth={depth + 1} mayEdit={mayEdit} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** As many as its link shows. */
function productsIn({ id, product_count }: CategoryView, all: readonly CategoryView[]): number {
  return all
    .filter((other) => other.parent_id === id)
    .reduce((sum, below) => sum + productsIn(below, all), product_count);
}
