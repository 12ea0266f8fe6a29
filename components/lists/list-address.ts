/** Where a list is shown, and all that its address says of it but the page's position. */
export interface ListAddress {
  readonly path: '/products' | '/stock' | '/orders';
  readonly params: Readonly<Record<string, string>>;
}
