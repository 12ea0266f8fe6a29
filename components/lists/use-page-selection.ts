'use client';

import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type BulkSelection, isTicked, NOTHING, sizeOf, withTicked } from './bulk-selection';

const kept = z.object({ all: z.boolean(), ids: z.array(z.string()) });

/** What a list's table needs of the selection: of this page, and of all that the list shows. */
export function usePageSelection(list: string, ids: readonly string[], matching: number) {
  const [selection, choose] = useBulkSelection(list);
  const ticked = ids.filter((id) => isTicked(selection, id));
  const whole = ticked.length === ids.length;
  return {
    selection,
    choose,
    size: sizeOf(selection, matching),
    pageIsWhole: whole,
    /** Of the box that ticks the whole page. */
    pageBox: {
      checked: whole ? true : ticked.length > 0 ? ('indeterminate' as const) : false,
      onCheckedChange: () => choose(withTicked(selection, ids, !whole)),
    },
    isTicked: (id: string) => isTicked(selection, id),
    tick: (id: string, on: boolean) => choose(withTicked(selection, [id], on)),
  };
}

/**
 * The reader's selection in one list as it is filtered. It outlives going from page to page, in this tab alone.
 * @param list what tells one filtered list from another
 */
function useBulkSelection(list: string): [BulkSelection, (next: BulkSelection) => void] {
  const key = `selection ${list}`;
  const [selection, setSelection] = useState<BulkSelection>(NOTHING);
  // Read after the first paint: the server knows nothing of it.
  useEffect(() => setSelection(restore(sessionStorage.getItem(key))), [key]);
  const choose = (next: BulkSelection) => {
    setSelection(next);
    const ids = [...(next.all ? next.except : next.ids)];
    if (!next.all && ids.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ all: next.all, ids }));
  };
  return [selection, choose];
}

function restore(text: string | null): BulkSelection {
  if (text === null) return NOTHING;
  const read = kept.safeParse(JSON.parse(text));
  if (!read.success) return NOTHING;
  const ids = new Set(read.data.ids);
  return read.data.all ? { all: true, except: ids } : { all: false, ids };
}
