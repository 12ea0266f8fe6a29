'use client';

import { useTranslations } from 'next-intl';
import { usePlaces } from '@/components/categories/use-places';
import { type CategoryOption, pathText } from './category-option';

/** Categories as `<option>`s, by their path. */
export function CategoryOptions({ categories }: { categories: readonly CategoryOption[] }) {
  return categories.map(({ id, path }) => (
    <option key={id} value={id}>
      {pathText(path)}
    </option>
  ));
}

/** All of them. The page carries only the chosen one along; the others are asked for once it has come alive. */
export function AllCategoryOptions({ chosen }: { chosen?: CategoryOption | null | undefined }) {
  const t = useTranslations();
  const all = usePlaces();
  if (all.data) return <CategoryOptions categories={all.data} />;
  return (
    <>
      {chosen ? <CategoryOptions categories={[chosen]} /> : null}
      <option disabled>{t(all.isError ? 'catalogue.categories.options_missing' : 'ui.loading')}</option>
    </>
  );
}
