/** What Next gives a page: its own generated `PageProps` exists only after a build, and checks run before one. */
export interface PageProps<Params extends object = object> {
  readonly params: Promise<Params>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}
