'use client';

import { useSyncExternalStore } from 'react';
import { type CategoryOption, pathText } from './category-option';

/**
 * Categories as `<option>`s, by their path. The page itself carries only the chosen one, and the others once, as data:
 * they are there as soon as it has come alive.
 */
export function CategoryOptions({
  categories,
  chosen,
}: {
  categories: readonly CategoryOption[];
  /** Where the page is made with one that is chosen. */
  chosen?: string | null | undefined;
}) {
  const alive = useSyncExternalStore(never, yes, no);
  const offered = alive ? categories : categories.filter(({ id }) => id === chosen);
  return offered.map(({ id, path }) => (
    <option key={id} value={id}>
      {pathText(path)}
    </option>
  ));
}

const never = () => () => undefined;
const yes = () => true;
const no = () => false;
