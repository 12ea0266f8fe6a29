/** A category as lists offer it. */
export interface CategoryOption {
  readonly id: string;
  /** From the top down, itself included. */
  readonly path: readonly string[];
}

/** "Vêtements → T-shirts" as the merchant's documentation writes it. */
export function pathText(path: readonly string[]): string {
  return path.join(' → ');
}

/** Categories as `<option>`s, by their path. */
export function CategoryOptions({ categories }: { categories: readonly CategoryOption[] }) {
  return categories.map(({ id, path }) => (
    <option key={id} value={id}>
      {pathText(path)}
    </option>
  ));
}
