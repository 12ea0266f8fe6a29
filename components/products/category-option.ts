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
