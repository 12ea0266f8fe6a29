/** Which products the reader has ticked: some by name, on this page and others, or all that the list shows but for some. */
export type BulkSelection =
  | { readonly all: false; readonly ids: ReadonlySet<string> }
  | { readonly all: true; readonly except: ReadonlySet<string> };

export const NOTHING: BulkSelection = { all: false, ids: new Set() };

export function isTicked(selection: BulkSelection, id: string): boolean {
  return selection.all ? !selection.except.has(id) : selection.ids.has(id);
}

/** The selection with some products ticked, or not any more. */
export function withTicked(selection: BulkSelection, ids: readonly string[], on: boolean): BulkSelection {
  const known = new Set(selection.all ? selection.except : selection.ids);
  for (const id of ids) {
    if (on === selection.all) known.delete(id);
    else known.add(id);
  }
  return selection.all ? { all: true, except: known } : { all: false, ids: known };
}

/** How many products that are; `matching` is how many the list shows in all. */
export function sizeOf(selection: BulkSelection, matching: number): number {
  return selection.all ? Math.max(0, matching - selection.except.size) : selection.ids.size;
}

/** As the API takes it. @param filter what the list is filtered by */
export function selectionBody(selection: BulkSelection, filter: object): object {
  return selection.all ? { filter, except: [...selection.except] } : { ids: [...selection.ids] };
}
