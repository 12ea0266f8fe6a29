/** A record as it shows itself before any link exists. `externalId` names the partner's own id, when it is known. */
export interface Stranger<Id> {
  readonly id: Id;
  readonly externalId: string | null;
  readonly skus: readonly string[];
  readonly eans: readonly string[];
}

export interface Meeting<Here, Odoo> {
  readonly pairs: readonly { here: Here; odoo: Odoo; by: 'external_id' | 'sku' | 'ean' }[];
  /** Never guessed: a person chooses among the candidates. */
  readonly ambiguous: readonly {
    here: readonly Here[];
    odoo: readonly Odoo[];
    by: 'sku' | 'ean';
    code: string;
  }[];
}

/**
 * First meeting: by external id, then sku, then ean, each only if exactly one record on either side has it.
 * Both lists must hold every unlinked record that has one of the codes asked about, or uniqueness means nothing.
 * What a stronger key has tied or found ambiguous is out of reach for the weaker ones.
 */
export function meet<Here extends string, Odoo extends number>(
  here: readonly Stranger<Here>[],
  odoo: readonly Stranger<Odoo>[],
): Meeting<Here, Odoo> {
  const pairs: { here: Here; odoo: Odoo; by: 'external_id' | 'sku' | 'ean' }[] = [];
  const ambiguous: { here: Here[]; odoo: Odoo[]; by: 'sku' | 'ean'; code: string }[] = [];
  const doneHere = new Set<Here>();
  const doneOdoo = new Set<Odoo>();
  const tie = (h: Here, o: Odoo, by: 'external_id' | 'sku' | 'ean') => {
    pairs.push({ here: h, odoo: o, by });
    doneHere.add(h);
    doneOdoo.add(o);
  };

  const byId = new Map(here.map((record) => [String(record.id), record.id]));
  for (const record of odoo) {
    const found = record.externalId === null ? undefined : byId.get(record.externalId);
    if (found !== undefined && !doneHere.has(found)) tie(found, record.id, 'external_id');
  }

  for (const by of ['sku', 'ean'] as const) {
    const codesOf = (record: Stranger<unknown>) => (by === 'sku' ? record.skus : record.eans);
    const freeHere = here.filter((record) => !doneHere.has(record.id));
    const freeOdoo = odoo.filter((record) => !doneOdoo.has(record.id));
    for (const group of groups(freeHere, freeOdoo, codesOf)) {
      const [h] = group.here;
      const [o] = group.odoo;
      if (h === undefined || o === undefined) continue;
      if (group.here.length === 1 && group.odoo.length === 1) tie(h, o, by);
      else {
        ambiguous.push({ ...group, by });
        for (const id of group.here) doneHere.add(id);
        for (const id of group.odoo) doneOdoo.add(id);
      }
    }
  }
  return { pairs, ambiguous };
}

/** Records that share codes, directly or through others, are one group: all of it is one question. */
function groups<Here, Odoo>(
  here: readonly Stranger<Here>[],
  odoo: readonly Stranger<Odoo>[],
  codesOf: (record: Stranger<unknown>) => readonly string[],
): { here: Here[]; odoo: Odoo[]; code: string }[] {
  const groupOf = new Map<string, { here: Set<Here>; odoo: Set<Odoo>; codes: Set<string> }>();
  const join = (codes: readonly string[], add: (group: { here: Set<Here>; odoo: Set<Odoo> }) => void) => {
    if (codes.length === 0) return;
    const group = { here: new Set<Here>(), odoo: new Set<Odoo>(), codes: new Set(codes) };
    for (const code of codes) {
      const other = groupOf.get(code);
      if (!other) continue;
      for (const id of other.here) group.here.add(id);
      for (const id of other.odoo) group.odoo.add(id);
      for (const known of other.codes) group.codes.add(known);
    }
    add(group);
    for (const code of group.codes) groupOf.set(code, group);
  };
  for (const record of here) join(codesOf(record), (group) => group.here.add(record.id));
  for (const record of odoo) join(codesOf(record), (group) => group.odoo.add(record.id));
  return [...new Set(groupOf.values())]
    .filter((group) => group.here.size > 0 && group.odoo.size > 0)
    .map((group) => ({ here: [...group.here], odoo: [...group.odoo], code: [...group.codes][0] ?? '' }));
}
